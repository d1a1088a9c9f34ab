namespace Headwater.Objects.Web;

/// <summary>A redirect of some requests.</summary>
public sealed record WebsiteRule
{
    /// <summary>Only keys that begin so; null for all.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>Only when the object would be answered with this HTTP status; null: before it is looked for.</summary>
    public int? ErrorStatus { get; init; }

    /// <summary>Where to.</summary>
    public required WebsiteRedirect Redirect { get; init; }
}
