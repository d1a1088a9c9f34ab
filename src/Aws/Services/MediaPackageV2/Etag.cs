using Headwater.Aws.Services.MediaPackage;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>Tells changes of a resource apart.</summary>
internal static class Etag
{
    /// <summary>A new one.</summary>
    public static string Next() => Names.Assign();

    /// <summary>Holds the tag a request expects to the one that stands.</summary>
    /// <param name="expected">The request's, or null when it expects none.</param>
    /// <param name="standing">The resource's.</param>
    /// <param name="name">Whose, for a person.</param>
    public static void Check(string? expected, string standing, string name)
    {
        if (expected is not null && expected.Trim('"') != standing)
        {
            throw RefusedV2.Stale(name);
        }
    }
}
