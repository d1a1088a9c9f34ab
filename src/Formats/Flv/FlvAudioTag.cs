using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.Flv;

/// <summary>The body of an audio tag, which is also the payload of an RTMP audio message.</summary>
/// <remarks>
/// Specification: FLV 10.1, E.4.2; Enhanced RTMP v2, "Enhanced Audio". An empty body is silence and read as <see cref="FlvPacketKind.End"/>.
/// Formats the platform has no name for (G.711, Speex, FLAC …) are read as <see cref="Codec.Unknown"/>.
/// </remarks>
public static class FlvAudioTag
{
    private const byte SequenceStart = 0;
    private const byte CodedFrames = 1;
    private const byte SequenceEnd = 2;
    private const byte MultichannelConfig = 4;
    private const byte Multitrack = 5;
    private const byte ModEx = 7;
    private const int Mp3Format = 2;
    private const int EnhancedFormat = 9;
    private const int AacFormat = 10;
    private const int Mp3At8KhzFormat = 14;

    /// <summary>44.1 kHz, 16 bits, stereo: what AAC always says and MP3 frames say themselves.</summary>
    private const byte UsualSound = 0x0F;

    private static ReadOnlySpan<byte> OpusMagic => "OpusHead"u8;

    /// <summary>Reads a whole body and adds its packets to <paramref name="packets"/> in order.</summary>
    /// <returns>As <see cref="FlvVideoTag.Read"/>.</returns>
    public static OperationStatus Read(ReadOnlyMemory<byte> body, ICollection<FlvPacket> packets)
    {
        if (body.IsEmpty)
        {
            packets.Add(new FlvPacket { Codec = Codec.Unknown, Kind = FlvPacketKind.End, KeyFrame = true });
            return OperationStatus.Done;
        }

        var first = body.Span[0];
        return first >> 4 is EnhancedFormat
            ? ReadEnhanced(body, (byte)(first & 0x0F), packets)
            : ReadLegacy(body, first >> 4, packets);
    }

    /// <summary>Writes a packet as the body of a tag: AAC and MP3 in the form that every reader knows, other codecs enhanced.</summary>
    /// <exception cref="ArgumentException">The packet is not audio, or of a kind that its codec's form has not.</exception>
    public static void Write(IBufferWriter<byte> writer, in FlvPacket packet)
    {
        var plain = packet.TrackId == 0 && packet.OffsetNanoseconds == 0;
        if (plain && packet.Codec is Codec.Aac && packet.Kind <= FlvPacketKind.Configuration)
        {
            writer.Write<byte>([(AacFormat << 4) | UsualSound, (byte)(packet.Kind is FlvPacketKind.Samples ? 1 : 0)]);
        }
        else if (plain && packet.Codec is Codec.Mp3 && packet.Kind is FlvPacketKind.Samples)
        {
            writer.Write<byte>([(Mp3Format << 4) | UsualSound]);
        }
        else
        {
            WriteEnhancedHead(writer, packet);
        }

        writer.Write(packet.Payload.Span);
    }

    private static void WriteEnhancedHead(IBufferWriter<byte> writer, in FlvPacket packet)
    {
        var fourCc = packet.FourCc != 0 ? packet.FourCc : FlvFourCc.FromCodec(packet.Codec);
        if (FlvFourCc.ToVideoCodec(fourCc) is not Codec.Unknown)
        {
            throw new ArgumentException("The packet is not audio.", nameof(packet));
        }

        var packetType = packet.Kind switch
        {
            FlvPacketKind.Configuration => SequenceStart,
            FlvPacketKind.Samples => CodedFrames,
            FlvPacketKind.End => SequenceEnd,
            FlvPacketKind.MultichannelConfiguration => MultichannelConfig,
            _ => throw new ArgumentException($"An audio tag carries no {packet.Kind}.", nameof(packet)),
        };
        FlvEnhancedWriter.Write(writer, EnhancedFormat << 4, packetType, ModEx, Multitrack, fourCc, packet);
        if (fourCc == FlvFourCc.Opus && packet.Kind is FlvPacketKind.Configuration && !packet.Payload.IsEmpty)
        {
            writer.Write(OpusMagic);
        }
    }

    private static OperationStatus ReadLegacy(ReadOnlyMemory<byte> body, int format, ICollection<FlvPacket> packets)
    {
        var fourCc = format switch { AacFormat => FlvFourCc.Aac, Mp3Format or Mp3At8KhzFormat => FlvFourCc.Mp3, _ => 0u };
        var headBytes = format == AacFormat ? 2 : 1;
        if (body.Length < headBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        var kind = FlvPacketKind.Samples;
        if (format == AacFormat)
        {
            if (body.Span[1] > 1)
            {
                return OperationStatus.InvalidData;
            }

            kind = body.Span[1] == 0 ? FlvPacketKind.Configuration : FlvPacketKind.Samples;
        }

        packets.Add(new FlvPacket { Codec = FlvFourCc.ToAudioCodec(fourCc), FourCc = fourCc, Kind = kind, KeyFrame = true, Payload = body[headBytes..] });
        return OperationStatus.Done;
    }

    private static OperationStatus ReadEnhanced(ReadOnlyMemory<byte> body, byte packetType, ICollection<FlvPacket> packets)
    {
        var offset = 1;
        if (FlvEnhancedHeader.ReadModifiers(body.Span, ModEx, ref packetType, ref offset, out var nanoseconds) is var modified and not OperationStatus.Done)
        {
            return modified;
        }

        if (FlvEnhancedHeader.ReadTracks(body.Span, Multitrack, packetType, offset, nanoseconds, out var header) is var status and not OperationStatus.Done)
        {
            return status;
        }

        FlvPacketKind? kind = header.PacketType switch
        {
            SequenceStart => FlvPacketKind.Configuration,
            CodedFrames => FlvPacketKind.Samples,
            SequenceEnd => FlvPacketKind.End,
            MultichannelConfig => FlvPacketKind.MultichannelConfiguration,
            _ => null,
        };
        if (kind is null)
        {
            return OperationStatus.InvalidData;
        }

        var rest = body[header.LengthBytes..];
        var tracks = 0;
        do
        {
            if (++tracks > FlvEnhancedHeader.MaximumTracks)
            {
                return OperationStatus.InvalidData;
            }

            if (header.ReadTrack(ref rest, out var fourCc, out var trackId, out var track) is var cut and not OperationStatus.Done)
            {
                return cut;
            }

            packets.Add(new FlvPacket
            {
                TrackId = trackId,
                Codec = FlvFourCc.ToAudioCodec(fourCc),
                FourCc = fourCc,
                Kind = kind.Value,
                KeyFrame = true,
                OffsetNanoseconds = header.OffsetNanoseconds,
                Payload = kind is FlvPacketKind.Configuration && fourCc == FlvFourCc.Opus && track.Span.StartsWith(OpusMagic) ? track[OpusMagic.Length..] : track,
            });
        }
        while (!rest.IsEmpty);

        return OperationStatus.Done;
    }
}
