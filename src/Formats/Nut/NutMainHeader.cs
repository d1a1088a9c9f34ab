using System.Buffers;

namespace Headwater.Formats.Nut;

/// <summary>What a frame code stands for. Specification: NUT, main_header.</summary>
internal readonly record struct NutFrameCode(
    NutFrameFlags Flags, int Stream, int SizeMultiplier, int SizeLsb, long PtsDelta, int ReservedCount, int HeaderIndex);

/// <summary>The main header. Specification: NUT, main_header.</summary>
internal sealed class NutMainHeader
{
    private const int MaximumStreams = 249;
    private const int MaximumTimeBases = 256;

    public required int Version { get; init; }

    public required int StreamCount { get; init; }

    public required int MaximumDistance { get; init; }

    public required NutTimeBase[] TimeBases { get; init; }

    public required NutFrameCode[] FrameCodes { get; init; }

    /// <summary>By header index; the first is empty.</summary>
    public required byte[][] ElisionHeaders { get; init; }

    /// <summary>Reads the packet's body without its checksum; null when it is not valid.</summary>
    public static NutMainHeader? Read(ReadOnlySpan<byte> body)
    {
        var cursor = new NutCursor(body);
        var version = cursor.ReadUnsigned(4);
        if (version > 3)
        {
            cursor.ReadUnsigned();
        }

        var streamCount = cursor.ReadUnsigned(MaximumStreams);
        var maximumDistance = (int)Math.Min(cursor.ReadUnsigned(), 65_536);
        var timeBases = ReadTimeBases(ref cursor);
        if (cursor.Status != OperationStatus.Done || version < 3 || streamCount == 0)
        {
            return null;
        }

        var frameCodes = ReadFrameCodes(ref cursor, streamCount);
        var headers = ReadElisionHeaders(ref cursor);
        return cursor.Status != OperationStatus.Done ? null : new NutMainHeader
        {
            Version = version,
            StreamCount = streamCount,
            MaximumDistance = maximumDistance,
            TimeBases = timeBases,
            FrameCodes = frameCodes,
            ElisionHeaders = headers,
        };
    }

    private static NutTimeBase[] ReadTimeBases(ref NutCursor cursor)
    {
        var bases = new NutTimeBase[cursor.ReadUnsigned(MaximumTimeBases)];
        for (var i = 0; i < bases.Length; i++)
        {
            bases[i] = new((uint)cursor.ReadUnsigned(int.MaxValue), (uint)cursor.ReadUnsigned(int.MaxValue));
            if (!bases[i].IsValid)
            {
                cursor.Fail();
                break;
            }
        }

        if (bases.Length == 0)
        {
            cursor.Fail();
        }

        return bases;
    }

    private static NutFrameCode[] ReadFrameCodes(ref NutCursor cursor, int streamCount)
    {
        var codes = new NutFrameCode[256];
        var code = new NutFrameCode(default, 0, 1, 0, 0, 0, 0);
        for (var i = 0; i < 256 && cursor.Status == OperationStatus.Done;)
        {
            var flags = (NutFrameFlags)(uint)cursor.ReadUnsigned(int.MaxValue);
            var fields = cursor.ReadUnsigned(64);
            code = code with
            {
                Flags = flags,
                PtsDelta = fields > 0 ? Bounded(ref cursor, cursor.ReadSigned()) : code.PtsDelta,
                SizeMultiplier = fields > 1 ? cursor.ReadUnsigned(16_383) : code.SizeMultiplier,
                Stream = fields > 2 ? cursor.ReadUnsigned(streamCount - 1) : code.Stream,
                SizeLsb = fields > 3 ? cursor.ReadUnsigned(16_383) : 0,
                ReservedCount = fields > 4 ? cursor.ReadUnsigned(255) : 0,
            };
            var count = fields > 5 ? cursor.ReadUnsigned(256) : code.SizeMultiplier - code.SizeLsb;
            if (fields > 6)
            {
                cursor.ReadSigned();
            }

            code = fields > 7 ? code with { HeaderIndex = cursor.ReadUnsigned(127) } : code;
            for (var j = 8; j < fields; j++)
            {
                cursor.ReadUnsigned();
            }

            if (count <= 0 || count > 256 - i - (i <= 'N' ? 1 : 0))
            {
                cursor.Fail();
            }

            for (var j = 0; j < count && i < 256; i++)
            {
                codes[i] = i == 'N' ? new NutFrameCode { Flags = NutFrameFlags.Invalid } : code with { SizeLsb = code.SizeLsb + j++ };
            }
        }

        return codes;
    }

    private static long Bounded(ref NutCursor cursor, long delta) => Math.Abs(delta) <= NutSyntax.TicksBound ? delta : (long)cursor.Fail();

    private static byte[][] ReadElisionHeaders(ref NutCursor cursor)
    {
        // Files of the first releases end before the count.
        if (cursor.Status != OperationStatus.Done || cursor.Remaining == 0)
        {
            return [[]];
        }

        var headers = new byte[cursor.ReadUnsigned(127) + 1][];
        headers[0] = [];
        var left = NutSyntax.MaximumElisionBytes;
        for (var i = 1; i < headers.Length; i++)
        {
            headers[i] = cursor.ReadBytes(Math.Min(left, 255)).ToArray();
            left -= headers[i].Length;
        }

        return headers;
    }
}
