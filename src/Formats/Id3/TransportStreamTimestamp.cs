using System.Buffers.Binary;
using Headwater.Foundation;

namespace Headwater.Formats.Id3;

/// <summary>The time of the first sample of a packed audio segment, on the clock of the transport stream beside it.</summary>
/// <remarks>Specification: RFC 8216bis, 3.1.4.</remarks>
public static class TransportStreamTimestamp
{
    /// <summary>The owner of its private frame.</summary>
    public const string Owner = "com.apple.streaming.transportStreamTimestamp";

    private const long Mask = (1L << 33) - 1;

    /// <summary>The frame for a time in ticks of 1/90000 s, taken modulo 2^33.</summary>
    public static Id3PrivateFrame ToFrame(long ticks)
    {
        Span<byte> content = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(content, ticks & Mask);
        return new Id3PrivateFrame(Owner, EquatableList.Create<byte>(content));
    }

    /// <summary>The time in a tag, 33 bits, or null when no frame has it.</summary>
    public static long? Find(Id3Tag tag)
    {
        foreach (var frame in tag.Frames)
        {
            if (frame is Id3PrivateFrame { Owner: Owner, Content.Count: 8 } found)
            {
                var ticks = 0L;
                foreach (var octet in found.Content)
                {
                    ticks = (ticks << 8) | octet;
                }

                return ticks & Mask;
            }
        }

        return null;
    }
}
