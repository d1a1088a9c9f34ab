namespace Headwater.Objects.Web;

/// <summary>What pages of some origins may do with a bucket.</summary>
public sealed record CorsRule
{
    /// <summary>Origins; each may hold one <c>*</c>.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>HTTP methods.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Request headers a preflight may ask for; each may hold one <c>*</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Response headers pages may read.</summary>
    public IReadOnlyList<string> Exposed { get; init; } = [];

    /// <summary>How long a browser may remember a preflight; null: it is not told.</summary>
    public int? MaxAgeSeconds { get; init; }
}
