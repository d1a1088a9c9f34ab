namespace Headwater.Objects.Web;

/// <summary>How a bucket is shown as a website.</summary>
public sealed record WebsitePlan
{
    /// <summary>What stands for a directory, such as <c>index.html</c>; null when everything is redirected.</summary>
    public string? IndexSuffix { get; init; }

    /// <summary>Key of the page that is shown with errors, or null.</summary>
    public string? ErrorKey { get; init; }

    /// <summary>Where every request is sent, or null.</summary>
    public WebsiteRedirect? RedirectAll { get; init; }

    /// <summary>Redirects by key or error; the first that fits counts.</summary>
    public IReadOnlyList<WebsiteRule> Rules { get; init; } = [];
}
