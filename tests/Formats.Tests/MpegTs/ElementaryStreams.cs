using System.Buffers.Binary;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.MpegTs;

/// <summary>Turns what a transport stream carries into samples and configurations, for tests only.</summary>
internal static class ElementaryStreams
{
    public static List<ReadOnlyMemory<byte>> SplitByteStream(ReadOnlyMemory<byte> source)
    {
        var starts = new List<(int Code, int Nal)>();
        var span = source.Span;
        for (var i = 0; i + 3 <= span.Length; i++)
        {
            if (span[i] == 0 && span[i + 1] == 0 && span[i + 2] == 1)
            {
                starts.Add((i, i + 3));
                i += 2;
            }
        }

        var nals = new List<ReadOnlyMemory<byte>>();
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Code : span.Length;
            while (end > starts[i].Nal && span[end - 1] == 0)
            {
                end--;
            }

            nals.Add(source[starts[i].Nal..end]);
        }

        return nals;
    }

    /// <summary>Length-prefixed units without delimiters and parameter sets.</summary>
    public static byte[] ToSample(ReadOnlyMemory<byte> byteStream, bool hevc)
    {
        var sample = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var nal in SplitByteStream(byteStream))
        {
            if (!IsLeftOut(nal.Span, hevc))
            {
                BinaryPrimitives.WriteInt32BigEndian(length, nal.Length);
                sample.Write(length);
                sample.Write(nal.Span);
            }
        }

        return sample.ToArray();
    }

    public static TrackFormat AvcFormat(ReadOnlyMemory<byte> byteStream)
    {
        var nals = SplitByteStream(byteStream);
        var sps = nals.First(nal => (nal.Span[0] & 31) == 7).ToArray();
        var pps = nals.First(nal => (nal.Span[0] & 31) == 8).ToArray();
        byte[] record = [1, sps[1], sps[2], sps[3], 0xFF, 0xE1, .. Prefixed(sps), 1, .. Prefixed(pps)];
        return new TrackFormat(TrackKind.Video, Codec.H264, 90_000, record);
    }

    public static TrackFormat HevcFormat(ReadOnlyMemory<byte> byteStream)
    {
        var record = new List<byte>(new byte[23]) { [0] = 1, [21] = 0xFF };
        record[22] = 3;
        foreach (var type in new[] { 32, 33, 34 })
        {
            var nal = SplitByteStream(byteStream).First(nal => ((nal.Span[0] >> 1) & 63) == type).ToArray();
            record.AddRange([(byte)(0x80 | type), 0, 1, .. Prefixed(nal)]);
        }

        return new TrackFormat(TrackKind.Video, Codec.H265, 90_000, record.ToArray());
    }

    public static IEnumerable<ReadOnlyMemory<byte>> SplitAdts(ReadOnlyMemory<byte> source)
    {
        while (source.Length >= 7)
        {
            var header = source.Span;
            var length = ((header[3] & 3) << 11) | (header[4] << 3) | (header[5] >> 5);
            yield return source[((header[1] & 1) != 0 ? 7 : 9)..length];
            source = source[length..];
        }
    }

    public static TrackFormat AacFormat(ReadOnlySpan<byte> adts)
    {
        var type = (adts[2] >> 6) + 1;
        var rate = (adts[2] >> 2) & 15;
        var channels = ((adts[2] & 1) << 2) | (adts[3] >> 6);
        byte[] configuration = [(byte)((type << 3) | (rate >> 1)), (byte)((rate << 7) | (channels << 3))];
        return new TrackFormat(TrackKind.Audio, Codec.Aac, 90_000, configuration);
    }

    private static byte[] Prefixed(byte[] nal) => [(byte)(nal.Length >> 8), (byte)nal.Length, .. nal];

    private static bool IsLeftOut(ReadOnlySpan<byte> nal, bool hevc) => hevc ? ((nal[0] >> 1) & 63) is 32 or 33 or 34 or 35 : (nal[0] & 31) is 7 or 8 or 9;
}
