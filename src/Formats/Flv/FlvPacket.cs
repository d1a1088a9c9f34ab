using Headwater.Foundation;

namespace Headwater.Formats.Flv;

/// <summary>One packet of one track in an audio or video tag; nearly every tag has exactly one.</summary>
public readonly record struct FlvPacket
{
    /// <summary>The track among those of its kind; 0 unless the tag is multitrack.</summary>
    public byte TrackId { get; init; }

    /// <summary>The codec; <see cref="Codec.Unknown"/> when the platform has no name for it, and for the silence of an empty audio tag.</summary>
    public required Codec Codec { get; init; }

    /// <summary>The four characters of an enhanced tag, first character highest; for other tags what an enhanced one would have, or 0.</summary>
    public uint FourCc { get; init; }

    /// <summary>What it carries.</summary>
    public required FlvPacketKind Kind { get; init; }

    /// <summary>Whether the sender marks it as decodable alone; always true for audio.</summary>
    public bool KeyFrame { get; init; }

    /// <summary>Presentation minus decode time; signed, 24 bits.</summary>
    public int CompositionOffsetMilliseconds { get; init; }

    /// <summary>To be added to the presentation time; from 0, and below one million in a well-made tag.</summary>
    public uint OffsetNanoseconds { get; init; }

    /// <summary>A slice of the tag's body; borrowed as long as that is.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }
}
