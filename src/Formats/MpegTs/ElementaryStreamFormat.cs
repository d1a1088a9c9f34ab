using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>How one track's samples become the payload of PES packets.</summary>
internal abstract class ElementaryStreamFormat
{
    /// <summary>Length of a frame in ticks of 1/90000 s as a ratio, or null when samples are not to be joined in one PES packet.</summary>
    public virtual (long Numerator, long Denominator)? FrameTicks => null;

    /// <summary>Whether the sample is well formed and fits its PES packet.</summary>
    public abstract bool Accepts(MediaSample sample);

    /// <summary>Appends one sample that was accepted.</summary>
    public abstract void Append(IBufferWriter<byte> output, MediaSample sample);
}

/// <summary>Samples that are already whole: sync frames, ID3 tags.</summary>
internal sealed class WholeSamples : ElementaryStreamFormat
{
    /// <summary>Shorter samples are no frame of any codec and no tag, and could not be spread over 16 packets.</summary>
    private const int MinBytes = 2;

    /// <summary>What the length field of a PES packet leaves.</summary>
    private const int MaxBytes = 65_000;

    public override bool Accepts(MediaSample sample) => sample.Payload.Length is >= MinBytes and <= MaxBytes;

    public override void Append(IBufferWriter<byte> output, MediaSample sample) => output.Write(sample.Payload.Span);
}
