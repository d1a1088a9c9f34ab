using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Flv;

/// <summary>What enhanced audio and video tags have in common: modifiers, then one track or many.</summary>
/// <remarks>
/// Specification: Enhanced RTMP v2, "Enhanced Audio" and "Enhanced Video".
/// <code>
/// while type = ModEx: size - 1 (8, or FF and size - 1 in 16), bytes, modifier(4) next type(4)
/// if type = Multitrack: arrangement(4) type(4), [fourCC unless many codecs], then tracks of
///                       [fourCC if many codecs] track(8) [size(24) unless one track] body
/// else: fourCC, body
/// </code>
/// </remarks>
internal readonly record struct FlvEnhancedHeader
{
    public const byte OneTrack = 0;
    public const byte ManyTracks = 1;
    public const byte ManyTracksManyCodecs = 2;

    /// <summary>Track numbers have eight bits, so no body has more.</summary>
    public const int MaximumTracks = 256;

    /// <summary>The packet type of every track, with modifiers and multitrack resolved.</summary>
    public required byte PacketType { get; init; }

    public uint OffsetNanoseconds { get; init; }

    /// <summary>How tracks are laid out; null when the body belongs to one track without a number.</summary>
    public byte? Arrangement { get; init; }

    /// <summary>The codec of all tracks; 0 with many codecs.</summary>
    public uint FourCc { get; init; }

    /// <summary>Where the tracks, or the body, start.</summary>
    public required int LengthBytes { get; init; }

    /// <summary>Skips modifiers; returns the packet type behind them and where the rest starts.</summary>
    public static OperationStatus ReadModifiers(ReadOnlySpan<byte> source, byte modifierType, ref byte packetType, ref int offset, out uint nanoseconds)
    {
        nanoseconds = 0;
        while (packetType == modifierType)
        {
            if (source.Length <= offset)
            {
                return OperationStatus.NeedMoreData;
            }

            var sizeBytes = source[offset++] + 1;
            if (sizeBytes == 256)
            {
                if (source.Length < offset + 2)
                {
                    return OperationStatus.NeedMoreData;
                }

                sizeBytes = BinaryPrimitives.ReadUInt16BigEndian(source[offset..]) + 1;
                offset += 2;
            }

            if (source.Length < offset + sizeBytes + 1)
            {
                return OperationStatus.NeedMoreData;
            }

            var modifier = source[offset + sizeBytes] >> 4;
            if (modifier == 0)
            {
                if (sizeBytes < 3)
                {
                    return OperationStatus.InvalidData;
                }

                nanoseconds = UInt24(source[offset..]);
            }

            packetType = (byte)(source[offset + sizeBytes] & 0x0F);
            offset += sizeBytes + 1;
        }

        return OperationStatus.Done;
    }

    /// <summary>Reads from behind the modifiers up to the first track or body, and checks that the tracks are whole.</summary>
    public static OperationStatus ReadTracks(ReadOnlySpan<byte> source, byte multitrackType, byte packetType, int offset, uint nanoseconds, out FlvEnhancedHeader header)
    {
        header = default;
        byte? arrangement = null;
        if (packetType == multitrackType)
        {
            if (source.Length <= offset)
            {
                return OperationStatus.NeedMoreData;
            }

            arrangement = (byte)(source[offset] >> 4);
            packetType = (byte)(source[offset++] & 0x0F);
            if (arrangement > ManyTracksManyCodecs || packetType == multitrackType)
            {
                return OperationStatus.InvalidData;
            }
        }

        uint fourCc = 0;
        if (arrangement is not ManyTracksManyCodecs)
        {
            if (source.Length < offset + 4)
            {
                return OperationStatus.NeedMoreData;
            }

            fourCc = BinaryPrimitives.ReadUInt32BigEndian(source[offset..]);
            offset += 4;
        }

        header = new FlvEnhancedHeader { PacketType = packetType, OffsetNanoseconds = nanoseconds, Arrangement = arrangement, FourCc = fourCc, LengthBytes = offset };
        return OperationStatus.Done;
    }

    /// <summary>Cuts the next track off <paramref name="rest"/>.</summary>
    public OperationStatus ReadTrack(ref ReadOnlyMemory<byte> rest, out uint fourCc, out byte trackId, out ReadOnlyMemory<byte> body)
    {
        (fourCc, trackId, body) = (FourCc, 0, rest);
        if (Arrangement is not { } arrangement)
        {
            rest = default;
            return OperationStatus.Done;
        }

        var span = rest.Span;
        var offset = arrangement == ManyTracksManyCodecs ? 4 : 0;
        var headBytes = offset + (arrangement == OneTrack ? 1 : 4);
        if (span.Length < headBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        fourCc = arrangement == ManyTracksManyCodecs ? BinaryPrimitives.ReadUInt32BigEndian(span) : FourCc;
        trackId = span[offset];
        var sizeBytes = arrangement == OneTrack ? span.Length - headBytes : (int)UInt24(span[(offset + 1)..]);
        if (span.Length < headBytes + sizeBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        body = rest.Slice(headBytes, sizeBytes);
        rest = rest[(headBytes + sizeBytes)..];
        return OperationStatus.Done;
    }

    public static uint UInt24(ReadOnlySpan<byte> source) => ((uint)source[0] << 16) | ((uint)source[1] << 8) | source[2];
}
