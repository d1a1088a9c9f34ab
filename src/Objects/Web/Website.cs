namespace Headwater.Objects.Web;

/// <summary>How a website answers. Pure: the front looks for objects and asks again with what it met.</summary>
public static class Website
{
    /// <summary>The first thing to do with a request.</summary>
    /// <param name="plan">The website.</param>
    /// <param name="request">What was asked.</param>
    public static WebsiteAnswer First(WebsitePlan plan, WebsiteRequest request)
    {
        if (plan.RedirectAll is { } all)
        {
            return To(all, request, null);
        }

        var rule = plan.Rules.FirstOrDefault(each => each.ErrorStatus is null && Fits(each, request.Key));
        return rule is not null ? To(rule.Redirect, request, rule.KeyPrefix) : new WebsiteAnswer.Show(ObjectOf(plan, request.Key), 200);
    }

    /// <summary>What to do when the object that was to be shown cannot be.</summary>
    /// <param name="plan">The website.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="status">HTTP status the object would be answered with: 404 or 403.</param>
    /// <param name="hasDirectory">Whether there is an index document behind the key and a slash.</param>
    public static WebsiteAnswer Otherwise(WebsitePlan plan, WebsiteRequest request, int status, bool hasDirectory)
    {
        if (status == 404 && hasDirectory && !IsDirectory(request.Key))
        {
            return new WebsiteAnswer.Redirect(PathOf(request.Key + "/"), 302);
        }

        var rule = plan.Rules.FirstOrDefault(each => each.ErrorStatus == status && Fits(each, request.Key));
        return rule is not null ? To(rule.Redirect, request, rule.KeyPrefix)
            : plan.ErrorKey is { } error ? new WebsiteAnswer.Show(error, status)
            : new WebsiteAnswer.Fail(status);
    }

    /// <summary>The key of the index document behind a key that names no directory by itself.</summary>
    public static string DirectoryIndexOf(WebsitePlan plan, string key) => $"{key}/{plan.IndexSuffix}";

    private static string ObjectOf(WebsitePlan plan, string key) => IsDirectory(key) ? key + plan.IndexSuffix : key;

    private static bool IsDirectory(string key) => key.Length == 0 || key.EndsWith('/');

    private static bool Fits(WebsiteRule rule, string key) => rule.KeyPrefix is null || key.StartsWith(rule.KeyPrefix, StringComparison.Ordinal);

    private static WebsiteAnswer.Redirect To(WebsiteRedirect redirect, WebsiteRequest request, string? prefix)
    {
        var key = redirect.ReplaceKey ?? (redirect.ReplacePrefix is { } replacement ? replacement + request.Key[(prefix?.Length ?? 0)..] : request.Key);
        return new WebsiteAnswer.Redirect($"{redirect.Protocol ?? request.Protocol}://{redirect.HostName ?? request.Host}{PathOf(key)}", redirect.Status);
    }

    private static string PathOf(string key) => "/" + string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
}
