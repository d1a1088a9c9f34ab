using System.Text;

namespace Headwater.Aws.Services.Iam;

/// <summary>Some of a list, and where to go on.</summary>
/// <param name="Items">In order.</param>
/// <param name="Marker">What the next request says; null when this was all.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Marker)
{
    /// <summary>Whether there is more; null is not written by IAM, false is.</summary>
    public bool IsTruncated => Marker is not null;

    /// <summary>Takes a page of a list.</summary>
    /// <param name="all">The whole list; ordered by key here.</param>
    /// <param name="keyOf">Unique in the list.</param>
    /// <param name="request">Where to begin and how many.</param>
    public static Page<T> Of(IEnumerable<T> all, Func<T, string> keyOf, PageRequest request)
    {
        var after = request.Marker is null ? null : ReadMarker(request.Marker);
        var behind = all.Where(item => after is null || string.CompareOrdinal(keyOf(item), after) > 0).OrderBy(keyOf, StringComparer.Ordinal).ToList();
        var most = request.MaxItems ?? 100;
        return behind.Count <= most ? new(behind, null) : new(behind[..most], Convert.ToBase64String(Encoding.UTF8.GetBytes(keyOf(behind[most - 1]))));
    }

    private static string ReadMarker(string marker)
    {
        var bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw IamFault.Validation("Invalid Marker.");
    }
}
