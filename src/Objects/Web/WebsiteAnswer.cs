namespace Headwater.Objects.Web;

/// <summary>What a website does with a request. The cases are closed: callers switch.</summary>
public abstract record WebsiteAnswer
{
    private WebsiteAnswer()
    {
    }

    /// <summary>Answer with an object.</summary>
    /// <param name="Key">Its key.</param>
    /// <param name="Status">HTTP status to answer it with.</param>
    public sealed record Show(string Key, int Status) : WebsiteAnswer;

    /// <summary>Send elsewhere.</summary>
    /// <param name="Location">An absolute URL, or a path on the same host.</param>
    /// <param name="Status">HTTP status.</param>
    public sealed record Redirect(string Location, int Status) : WebsiteAnswer;

    /// <summary>Answer with an error page of the front's own.</summary>
    /// <param name="Status">HTTP status.</param>
    public sealed record Fail(int Status) : WebsiteAnswer;
}
