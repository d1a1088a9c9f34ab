using System.Buffers;
using Headwater.Foundation;
using Headwater.Formats.Codecs;
using Headwater.Formats.Mp4;
using Headwater.Formats.Tests.Codecs;
using Headwater.Formats.Tests.Mp4.Support;

namespace Headwater.Formats.Tests.Mp4;

/// <summary>Whatever the bytes are, no reader throws, hangs or reaches outside: corpora mutated, and noise.</summary>
public sealed class TotalityTests
{
    private const int Rounds = 6_000;

    private static readonly Codec[] AllCodecs = Enum.GetValues<Codec>();

    private static readonly string[] Configurations =
    [
        KnownStreams.AvcBaseline, KnownStreams.AvcMainCropped, KnownStreams.AvcHigh, KnownStreams.AvcInterlaced, KnownStreams.AvcHigh422,
        KnownStreams.AvcHigh444, KnownStreams.AvcScaling, KnownStreams.HevcMain, KnownStreams.HevcMain10, KnownStreams.Hevc422,
        KnownStreams.Av1Main, KnownStreams.Av1Hdr, KnownStreams.Av1High444, KnownStreams.OpusStereo, KnownStreams.OpusSurround,
        KnownStreams.Ac3Surround, KnownStreams.Eac3Surround, "1190", "2b118800", "130856e59d4880", "118004c4040021100d4c61766335392e33372e31303056e500",
        "fff150802b3ffc", "0b77b50b1e40ebf8", "0b7702ff3f87c000", "0a0a00000003b50d936be401320410002168",
    ];

    [Fact]
    public void CodecReaders_OnAnyBytes_NeverThrow()
    {
        var corpus = Configurations.Select(KnownStreams.Bytes).Append(KnownStreams.Hevc(KnownStreams.Hevc422)).ToList();
        var described = 0;
        Mutate(corpus, seed: 1, bytes =>
        {
            described += ReadCodecs(bytes) ? 1 : 0;
        });

        Assert.True(described > Rounds / 20, $"only {described} inputs reached a description: the corpus has gone stale");
    }

    [Fact]
    public void BoxReaders_OnAnyBytes_NeverThrow()
    {
        var corpus = Directory.GetFiles(Repository.Folder("Mp4", "Goldens"), "*.hex").Order(StringComparer.Ordinal)
            .Select(path => Convert.FromHexString(File.ReadAllText(path).ReplaceLineEndings(""))).ToList();
        var read = 0;
        Mutate(corpus, seed: 2, bytes =>
        {
            read += ReadBoxes(bytes) ? 1 : 0;
        });

        Assert.True(read > Rounds / 20, $"only {read} inputs were read: the corpus has gone stale");
    }

    private static bool ReadCodecs(byte[] bytes)
    {
        var described = false;
        foreach (var codec in AllCodecs)
        {
            var format = new TrackFormat(TrackKind.Video, codec, 90_000, bytes);
            if (CodecDescription.TryRead(format, out _))
            {
                described = true;
                Assert.NotNull(CodecString.For(format));
                Assert.Equal(OperationStatus.Done, CmafHeader.Write(new ArrayBufferWriter<byte>(), new CmafTrack { TrackId = 1, Format = format }));
            }

            _ = CodecString.For(format);
            _ = RandomAccessPoint.LengthSizeOf(format) is 1 or 2 or 3 or 4 && RandomAccessPoint.IsAt(format, bytes);
        }

        H264SequenceParameterSet.TryRead(bytes, out _);
        H264PictureParameterSet.TryRead(bytes, out _);
        H265SequenceParameterSet.TryRead(bytes, out _);
        H264.TryReadSliceType(bytes, out _);
        if (AvcDecoderConfiguration.TryRead(bytes, out var avc))
        {
            Assert.True(AvcDecoderConfiguration.TryRead(avc.ToArray(), out _));
        }

        if (HevcDecoderConfiguration.TryRead(bytes, out var hevc))
        {
            Assert.True(HevcDecoderConfiguration.TryRead(hevc.ToArray(), out _));
        }

        AvcDecoderConfiguration.TryCreateFromAnnexB(bytes, out _);
        HevcDecoderConfiguration.TryCreateFromAnnexB(bytes, out _);
        Av1CodecConfiguration.TryCreate(bytes, out _);
        AdtsHeader.Read(bytes, out _);
        OpusPacket.TryReadSamples(bytes, out _);
        OpusHead.TryReadBox(bytes, out _);
        if (Ac3SyncFrame.Read(bytes, out var frame) == OperationStatus.Done)
        {
            _ = frame.ToConfiguration();
        }

        return described;
    }

    private static bool ReadBoxes(byte[] bytes)
    {
        _ = BoxDump.Render(bytes);
        SegmentIndex.TryRead(bytes.AsSpan(Math.Min(8, bytes.Length)), out _);
        EventMessage.TryRead(bytes.AsSpan(Math.Min(8, bytes.Length)), out _);
        ProducerReferenceTime.TryRead(bytes.AsSpan(Math.Min(8, bytes.Length)), out _);
        var read = false;
        if (CmafHeaderReader.Read(bytes, out var tracks, out var length) == OperationStatus.Done)
        {
            read = true;
            Assert.InRange(length, 0, bytes.Length);
            foreach (var track in tracks)
            {
                _ = track.Format is { } format && CodecDescription.TryRead(format, out _);
            }
        }

        if (CmafChunkReader.Read(bytes, out var chunk) == OperationStatus.Done)
        {
            read = true;
            var count = 0;
            foreach (var sample in chunk)
            {
                Assert.InRange(sample.Offset + sample.Length, 0, chunk.LengthBytes);
                Assert.Equal(sample.Length, chunk.PayloadOf(sample).Length);
                count++;
            }

            Assert.Equal(chunk.SampleCount, count);
            Assert.InRange(chunk.IFrameLengthBytes, 0, chunk.LengthBytes);
        }

        return read;
    }

    private static void Mutate(List<byte[]> corpus, int seed, Action<byte[]> read)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var original = corpus[random.Next(corpus.Count)];
            var bytes = original.ToArray();
            for (var change = random.Next(4); change > 0; change--)
            {
                bytes = Change(random, bytes, corpus);
            }

            try
            {
                read(bytes);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Round {round}: {Convert.ToHexString(bytes)}", e);
            }
        }
    }

    private static byte[] Change(Random random, byte[] bytes, List<byte[]> corpus)
    {
        var at = random.Next(bytes.Length + 1);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..at];
            case 1 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2 when at < bytes.Length:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 3 when at + 4 <= bytes.Length:
                // Lengths and counts are where parsers break: their edges, wherever they may stand.
                var edges = (ReadOnlySpan<int>)[0, 1, -1, int.MaxValue, int.MinValue, 7, 8, bytes.Length];
                System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), edges[random.Next(edges.Length)]);
                return bytes;
            case 4:
                var other = corpus[random.Next(corpus.Count)];
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            default:
                var noise = new byte[random.Next(32)];
                random.NextBytes(noise);
                return [.. bytes[..at], .. noise, .. bytes[at..]];
        }
    }
}
