using System.Buffers;
using Headwater.Formats.Nut;

namespace Headwater.Formats.Tests.Nut;

/// <summary>Files for the tests: written by ours, and by libavformat.</summary>
internal static class NutFiles
{
    public static readonly NutStream Video = new()
    {
        Class = NutStreamClass.Video, CodecTag = NutStream.Tag("H264"u8), TimeBase = new(1, 90_000),
        CodecData = new byte[] { 1, 2, 3 }, Width = 192, Height = 108, DecodeDelay = 2,
    };

    public static readonly NutStream Audio = new()
    {
        Class = NutStreamClass.Audio, CodecTag = 0xFF, TimeBase = new(1, 48_000), CodecData = new byte[] { 0x11, 0x90 }, SampleRate = 48_000, Channels = 2,
    };

    public static readonly NutFrame[] Frames =
    [
        new(0, 900_000, true, new byte[] { 1 }),
        new(1, 480_000, true, new byte[] { 2, 3 }),
        new(0, 909_000, false, Enumerable.Repeat((byte)'N', 70_000).ToArray()),
        new(0, 903_000, false, Array.Empty<byte>()),
        new(1, 1L << 40, true, new byte[5_000]),
    ];

    /// <summary>A small file of libavformat with a picture track of three frames and a sound track: syncpoints, info packets, a frame code table, elision headers and an index.</summary>
    public static byte[] Libavformat => File.ReadAllBytes(Path.Combine(Root(), "tests", "Formats.Tests", "Nut", "corpus", "libavformat.nut"));

    public static byte[] Ours => Write([Video, Audio], Frames);

    public static byte[] Write(NutStream[] streams, IEnumerable<NutFrame> frames)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new NutWriter([.. streams]);
        writer.WriteHeader(output);
        foreach (var frame in frames)
        {
            writer.WriteFrame(output, frame.Stream, frame.PresentationTicks, frame.Key, frame.Data.Span);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>All elements, with the file given in pieces of these lengths, over and over; and the last outcome.</summary>
    public static (List<NutElement> Elements, OperationStatus Status) Read(ReadOnlySpan<byte> file, int maximumFrameBytes = 1 << 20, params int[] pieces)
    {
        var reader = new NutReader(maximumFrameBytes);
        var elements = new List<NutElement>();
        var (start, end) = (0, 0);
        for (var piece = 0; ; piece++)
        {
            end = pieces.Length == 0 ? file.Length : Math.Min(file.Length, end + pieces[piece % pieces.Length]);
            while (true)
            {
                var status = reader.Read(file[start..end], out var consumed, out var element);
                start += consumed;
                if (status == OperationStatus.Done)
                {
                    elements.Add(element!);
                    continue;
                }

                if (status == OperationStatus.InvalidData || end == file.Length)
                {
                    return (elements, status);
                }

                break;
            }
        }
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Headwater.slnx")))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return directory;
    }
}
