namespace Headwater.Objects.Web;

/// <summary>What a website was asked for.</summary>
/// <param name="Key">The path without its first slash, decoded.</param>
/// <param name="Host">Host and port, as asked.</param>
/// <param name="Protocol"><c>http</c> or <c>https</c>.</param>
public sealed record WebsiteRequest(string Key, string Host, string Protocol);
