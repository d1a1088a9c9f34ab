using System.Buffers;
using System.Buffers.Binary;
using Headwater.Foundation;

namespace Headwater.Formats.Flv;

/// <summary>The body of a video tag, which is also the payload of an RTMP video message.</summary>
/// <remarks>
/// Specification: FLV 10.1, E.4.3; Enhanced RTMP v2, "Enhanced Video". Codecs the platform has no name for (VP8, VP9, VVC, H.263 …)
/// are read as <see cref="Codec.Unknown"/> with their four characters. Interop: codec number 12 is H.265 as Chinese networks number it.
/// </remarks>
public static class FlvVideoTag
{
    private const byte SequenceStart = 0;
    private const byte CodedFrames = 1;
    private const byte SequenceEnd = 2;
    private const byte CodedFramesX = 3;
    private const byte Metadata = 4;
    private const byte TransportStreamStart = 5;
    private const byte Multitrack = 6;
    private const byte ModEx = 7;
    private const int CommandFrame = 5;
    private const int KeyFrame = 1;
    private const int GeneratedKeyFrame = 4;
    private const int AvcCodecId = 7;
    private const int HevcCodecId = 12;

    /// <summary>Reads a whole body and adds its packets to <paramref name="packets"/> in order; an empty body has none.</summary>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when the body ends inside a header or track; <see cref="OperationStatus.InvalidData"/>
    /// when it is of no known kind. Packets may have been added before either.
    /// </returns>
    public static OperationStatus Read(ReadOnlyMemory<byte> body, ICollection<FlvPacket> packets)
    {
        if (body.IsEmpty)
        {
            return OperationStatus.Done;
        }

        var first = body.Span[0];
        var frameType = (first >> 4) & 7;
        return (first & 0x80) != 0
            ? ReadEnhanced(body, frameType, (byte)(first & 0x0F), packets)
            : ReadLegacy(body, frameType, first & 0x0F, packets);
    }

    /// <summary>Writes a packet as the body of a tag: H.264 in the form that every reader knows, other codecs enhanced.</summary>
    /// <exception cref="ArgumentException">The packet is not video, or of a kind that its codec's form has not.</exception>
    public static void Write(IBufferWriter<byte> writer, in FlvPacket packet)
    {
        var frameType = packet.KeyFrame || packet.Kind is not FlvPacketKind.Samples ? KeyFrame : 2;
        if (packet.Codec is Codec.H264 && packet.TrackId == 0 && packet.OffsetNanoseconds == 0 && packet.Kind <= FlvPacketKind.End)
        {
            var kind = packet.Kind switch { FlvPacketKind.Configuration => 0u, FlvPacketKind.Samples => 1u, _ => 2u };
            var span = writer.GetSpan(5);
            span[0] = (byte)((frameType << 4) | AvcCodecId);
            BinaryPrimitives.WriteUInt32BigEndian(span[1..], (kind << 24) | ((uint)packet.CompositionOffsetMilliseconds & 0xFF_FFFF));
            writer.Advance(5);
            writer.Write(packet.Payload.Span);
            return;
        }

        WriteEnhanced(writer, packet, frameType);
    }

    private static void WriteEnhanced(IBufferWriter<byte> writer, in FlvPacket packet, int frameType)
    {
        var fourCc = packet.FourCc != 0 ? packet.FourCc : FlvFourCc.FromCodec(packet.Codec);
        if (packet.Codec is not (Codec.H264 or Codec.H265 or Codec.Av1) && FlvFourCc.ToAudioCodec(fourCc) is not Codec.Unknown)
        {
            throw new ArgumentException("The packet is not video.", nameof(packet));
        }

        var withOffset = packet.Kind is FlvPacketKind.Samples && FlvFourCc.HasCompositionOffset(fourCc) && packet.CompositionOffsetMilliseconds != 0;
        var packetType = packet.Kind switch
        {
            FlvPacketKind.Configuration => SequenceStart,
            FlvPacketKind.Samples => withOffset || !FlvFourCc.HasCompositionOffset(fourCc) ? CodedFrames : CodedFramesX,
            FlvPacketKind.End => SequenceEnd,
            FlvPacketKind.Metadata => Metadata,
            FlvPacketKind.TransportStreamConfiguration => TransportStreamStart,
            _ => throw new ArgumentException($"A video tag carries no {packet.Kind} this way.", nameof(packet)),
        };
        FlvEnhancedWriter.Write(writer, (byte)(0x80 | (frameType << 4)), packetType, ModEx, Multitrack, fourCc, packet);
        if (withOffset)
        {
            var span = writer.GetSpan(4);
            BinaryPrimitives.WriteUInt32BigEndian(span, (uint)packet.CompositionOffsetMilliseconds << 8);
            writer.Advance(3);
        }

        writer.Write(packet.Payload.Span);
    }

    private static OperationStatus ReadLegacy(ReadOnlyMemory<byte> body, int frameType, int codecId, ICollection<FlvPacket> packets)
    {
        var fourCc = codecId switch { AvcCodecId => FlvFourCc.Avc, HevcCodecId => FlvFourCc.Hevc, _ => 0u };
        if (frameType == CommandFrame)
        {
            return ReadCommand(body, 1, packets);
        }

        var headBytes = fourCc == 0 ? 1 : 5;
        var span = body.Span;
        if (span.Length < headBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        var packetType = fourCc == 0 ? CodedFrames : span[1];
        if (packetType > SequenceEnd)
        {
            return OperationStatus.InvalidData;
        }

        packets.Add(new FlvPacket
        {
            Codec = FlvFourCc.ToVideoCodec(fourCc),
            FourCc = fourCc,
            Kind = packetType switch { SequenceStart => FlvPacketKind.Configuration, CodedFrames => FlvPacketKind.Samples, _ => FlvPacketKind.End },
            KeyFrame = frameType is KeyFrame or GeneratedKeyFrame,
            CompositionOffsetMilliseconds = fourCc == 0 || packetType != CodedFrames ? 0 : Int24(span[2..]),
            Payload = body[headBytes..],
        });
        return OperationStatus.Done;
    }

    private static OperationStatus ReadEnhanced(ReadOnlyMemory<byte> body, int frameType, byte packetType, ICollection<FlvPacket> packets)
    {
        var offset = 1;
        if (FlvEnhancedHeader.ReadModifiers(body.Span, ModEx, ref packetType, ref offset, out var nanoseconds) is var modified and not OperationStatus.Done)
        {
            return modified;
        }

        if (frameType == CommandFrame && packetType != Metadata)
        {
            return ReadCommand(body, offset, packets);
        }

        if (FlvEnhancedHeader.ReadTracks(body.Span, Multitrack, packetType, offset, nanoseconds, out var header) is var status and not OperationStatus.Done)
        {
            return status;
        }

        var keyFrame = frameType is KeyFrame or GeneratedKeyFrame;
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

            if (ReadTrack(header, fourCc, trackId, keyFrame, track, packets) is var read and not OperationStatus.Done)
            {
                return read;
            }
        }
        while (!rest.IsEmpty);

        return OperationStatus.Done;
    }

    private static OperationStatus ReadTrack(in FlvEnhancedHeader header, uint fourCc, byte trackId, bool keyFrame, ReadOnlyMemory<byte> body, ICollection<FlvPacket> packets)
    {
        FlvPacketKind? kind = header.PacketType switch
        {
            SequenceStart => FlvPacketKind.Configuration,
            CodedFrames or CodedFramesX => FlvPacketKind.Samples,
            SequenceEnd => FlvPacketKind.End,
            Metadata => FlvPacketKind.Metadata,
            TransportStreamStart => FlvPacketKind.TransportStreamConfiguration,
            _ => null,
        };
        if (kind is null)
        {
            return OperationStatus.InvalidData;
        }

        var compositionOffset = 0;
        if (header.PacketType == CodedFrames && FlvFourCc.HasCompositionOffset(fourCc))
        {
            if (body.Length < 3)
            {
                return OperationStatus.NeedMoreData;
            }

            compositionOffset = Int24(body.Span);
            body = body[3..];
        }

        packets.Add(new FlvPacket
        {
            TrackId = trackId,
            Codec = FlvFourCc.ToVideoCodec(fourCc),
            FourCc = fourCc,
            Kind = kind.Value,
            KeyFrame = keyFrame,
            CompositionOffsetMilliseconds = compositionOffset,
            OffsetNanoseconds = header.OffsetNanoseconds,
            Payload = fourCc == FlvFourCc.Av1 && kind is FlvPacketKind.Samples ? WithoutTemporalDelimiter(body) : body,
        });
        return OperationStatus.Done;
    }

    private static OperationStatus ReadCommand(ReadOnlyMemory<byte> body, int offset, ICollection<FlvPacket> packets)
    {
        if (body.Length <= offset)
        {
            return OperationStatus.NeedMoreData;
        }

        packets.Add(new FlvPacket { Codec = Codec.Unknown, Kind = FlvPacketKind.Command, Payload = body.Slice(offset, 1) });
        return OperationStatus.Done;
    }

    /// <summary>A temporal delimiter is an empty OBU of type 2 with a size field; containers leave it out, some encoders do not.</summary>
    private static ReadOnlyMemory<byte> WithoutTemporalDelimiter(ReadOnlyMemory<byte> temporalUnit)
    {
        while (temporalUnit.Span is [0x12, 0x00, ..])
        {
            temporalUnit = temporalUnit[2..];
        }

        return temporalUnit;
    }

    private static int Int24(ReadOnlySpan<byte> source) => (int)(FlvEnhancedHeader.UInt24(source) << 8) >> 8;
}
