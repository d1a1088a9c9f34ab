namespace Headwater.Formats.Amf;

/// <summary>An XML document as text; never interpreted.</summary>
/// <param name="Text">The document.</param>
public sealed record AmfXml(string Text) : AmfValue;
