namespace Headwater.Objects.Web;

/// <summary>Where a request is sent; what is null stays as it was asked.</summary>
public sealed record WebsiteRedirect
{
    /// <summary>Host, with or without a port.</summary>
    public string? HostName { get; init; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The whole key.</summary>
    public string? ReplaceKey { get; init; }

    /// <summary>What replaces the prefix of the rule's condition.</summary>
    public string? ReplacePrefix { get; init; }

    /// <summary>HTTP status, 301 unless said otherwise.</summary>
    public int Status { get; init; } = 301;
}
