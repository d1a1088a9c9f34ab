namespace Headwater.Formats.Flv;

/// <summary>One tag of an FLV file.</summary>
/// <param name="Type">What it carries.</param>
/// <param name="TimestampMilliseconds">Decode time; in files a signed number, here its 32 bits.</param>
/// <param name="Body">Owned by the tag: freshly allocated by the reader.</param>
public sealed record FlvTag(FlvTagType Type, uint TimestampMilliseconds, ReadOnlyMemory<byte> Body);
