namespace Headwater.Documents;

/// <summary>Names one document.</summary>
/// <param name="Collection">What it is one of, such as <c>medialive/us-east-1/channel</c>; not empty.</param>
/// <param name="Id">Which one; unique in the collection, not empty. Ordered by its UTF-16 code units.</param>
public readonly record struct DocumentKey(string Collection, string Id);
