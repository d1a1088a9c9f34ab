namespace Headwater.Formats.Nut;

/// <summary>One stream of a NUT file as its stream header describes it. Specification: NUT, stream_header.</summary>
public sealed record NutStream
{
    /// <summary>What it carries.</summary>
    public required NutStreamClass Class { get; init; }

    /// <summary>The codec's tag, first byte lowest: <c>H264</c> is 0x34363248. Tags of two bytes fill the low half.</summary>
    public required uint CodecTag { get; init; }

    /// <summary>The length of a tick.</summary>
    public required NutTimeBase TimeBase { get; init; }

    /// <summary>Frames that a decoder must hold to put them into presentation order; 0 to 255.</summary>
    public int DecodeDelay { get; init; }

    /// <summary>The codec's global headers, in the codec's own form; may be empty.</summary>
    public ReadOnlyMemory<byte> CodecData { get; init; }

    /// <summary>Width in samples; 1 or more for video.</summary>
    public int Width { get; init; }

    /// <summary>Height in samples; 1 or more for video.</summary>
    public int Height { get; init; }

    /// <summary>Samples per second; 1 or more for audio.</summary>
    public int SampleRate { get; init; }

    /// <summary>Channels; 1 or more for audio.</summary>
    public int Channels { get; init; }

    /// <summary>Frames per second as an info packet tells it to libavformat; 0 when not told. Read back as 0.</summary>
    public (int Numerator, int Denominator) FrameRate { get; init; }

    /// <summary>The tag of four ASCII characters.</summary>
    public static uint Tag(ReadOnlySpan<byte> fourCharacters) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(fourCharacters);

    /// <summary>Equal when every member is, the codec data byte by byte.</summary>
    public bool Equals(NutStream? other) =>
        other is not null && Class == other.Class && CodecTag == other.CodecTag && TimeBase == other.TimeBase && DecodeDelay == other.DecodeDelay
        && Width == other.Width && Height == other.Height && SampleRate == other.SampleRate && Channels == other.Channels
        && FrameRate == other.FrameRate && CodecData.Span.SequenceEqual(other.CodecData.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Class, CodecTag, TimeBase, Width, Height, SampleRate, Channels, CodecData.Length);
}
