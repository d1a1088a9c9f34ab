namespace Headwater.Aws.Models;

/// <summary>A namespace that an XML element declares.</summary>
/// <param name="Uri">Its URI.</param>
/// <param name="Prefix">The prefix it is bound to; null: the default namespace.</param>
public sealed record XmlNamespaceName(string Uri, string? Prefix);
