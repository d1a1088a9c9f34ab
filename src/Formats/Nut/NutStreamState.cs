using System.Buffers;

namespace Headwater.Formats.Nut;

/// <summary>A stream's header and the time that its next frame's is told against.</summary>
internal sealed class NutStreamState
{
    private const int MaximumCodecData = 128 << 10;

    public required NutStream Stream { get; init; }

    public required int MsbPtsShift { get; init; }

    public required long MaximumPtsDistance { get; init; }

    public long LastPts { get; set; }

    /// <summary>Reads a stream header's body without its checksum; null when it is not valid. Specification: NUT, stream_header.</summary>
    public static NutStreamState? Read(ReadOnlySpan<byte> body, NutMainHeader main, out int id)
    {
        var cursor = new NutCursor(body);
        id = cursor.ReadUnsigned(main.StreamCount - 1);
        var streamClass = (NutStreamClass)cursor.ReadUnsigned(3);
        var tag = cursor.ReadBytes(4);
        var timeBase = main.TimeBases[cursor.ReadUnsigned(main.TimeBases.Length - 1)];
        var shift = cursor.ReadUnsigned(15);
        var distance = (long)Math.Min(cursor.ReadUnsigned(), NutSyntax.TicksBound);
        var delay = cursor.ReadUnsigned(255);
        cursor.ReadUnsigned();
        var codecData = cursor.ReadBytes(MaximumCodecData).ToArray();
        var stream = new NutStream
        {
            Class = streamClass,
            CodecTag = ReadTag(ref cursor, tag),
            TimeBase = timeBase,
            DecodeDelay = delay,
            CodecData = codecData,
        };
        stream = streamClass switch
        {
            NutStreamClass.Video => ReadVideo(ref cursor, stream),
            NutStreamClass.Audio => ReadAudio(ref cursor, stream),
            _ => stream,
        };
        return cursor.Status == OperationStatus.Done
            ? new NutStreamState { Stream = stream, MsbPtsShift = shift, MaximumPtsDistance = distance }
            : null;
    }

    /// <summary>The time that ends in these bits and is nearest to the last. Specification: NUT, lsb_pts.</summary>
    public long FullPts(long lsb)
    {
        var mask = (1L << MsbPtsShift) - 1;
        var delta = LastPts - (mask / 2);
        return ((lsb - delta) & mask) + delta;
    }

    private static uint ReadTag(ref NutCursor cursor, ReadOnlySpan<byte> tag)
    {
        switch (tag.Length)
        {
            case 2:
                return (uint)(tag[0] | (tag[1] << 8));
            case 4:
                return NutStream.Tag(tag);
            default:
                return (uint)cursor.Fail();
        }
    }

    private static NutStream ReadVideo(ref NutCursor cursor, NutStream stream)
    {
        stream = stream with { Width = cursor.ReadUnsigned(1 << 20), Height = cursor.ReadUnsigned(1 << 20) };
        cursor.ReadUnsigned();
        cursor.ReadUnsigned();
        cursor.ReadUnsigned();
        if (stream.Width == 0 || stream.Height == 0)
        {
            cursor.Fail();
        }

        return stream;
    }

    private static NutStream ReadAudio(ref NutCursor cursor, NutStream stream)
    {
        var rate = cursor.ReadUnsigned(int.MaxValue);
        var denominator = cursor.ReadUnsigned(int.MaxValue);
        var channels = cursor.ReadUnsigned(1 << 16);
        if (rate == 0 || denominator == 0 || channels == 0)
        {
            cursor.Fail();
            return stream;
        }

        return stream with { SampleRate = rate / denominator, Channels = channels };
    }
}
