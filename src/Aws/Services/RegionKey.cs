namespace Headwater.Aws.Services;

/// <summary>Ids of documents: a resource's names below its region, so that one collection holds all regions and a prefix one of them.</summary>
internal static class RegionKey
{
    /// <summary>The id of a resource: region and names with slashes between.</summary>
    public static string Of(string region, params ReadOnlySpan<string> names) => $"{region}/{string.Join('/', names)}";

    /// <summary>The region of an id.</summary>
    public static string Region(string key) => key[..key.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>What of an id stands behind the region.</summary>
    public static string Name(string key) => key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
