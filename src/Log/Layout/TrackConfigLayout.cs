using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Headwater.Foundation;

namespace Headwater.Log.Layout;

/// <summary>A <see cref="TrackConfig"/> as bytes; little-endian.</summary>
/// <remarks><code>
///   0  track             i32
///   4  kind u8, codec u8, zero u16
///   8  timescale         u32
///  12  bits per second   i32
///  16  width i32, height i32
///  24  sample duration   i64
///  32  random access interval i64
///  40  sample rate i32, channels i32
///  48  name, codecs parameter, language: each u16 length and UTF-8
///      header: u32 length and bytes
/// </code></remarks>
internal static class TrackConfigLayout
{
    public const int MaximumHeaderBytes = 128 << 10;
    public const int MaximumTextBytes = 256;

    private const int FixedBytes = 48;

    public static int Measure(TrackConfig config) =>
        FixedBytes + Text(config.Name) + Text(config.CodecString) + Text(config.Language) + sizeof(uint) + config.Header.Length;

    /// <summary>Writes exactly <see cref="Measure"/> bytes.</summary>
    public static void Write(TrackConfig config, Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, config.Track);
        destination[4] = (byte)config.Kind;
        destination[5] = (byte)config.Codec;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], config.Timescale);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], config.BitsPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], config.Width);
        BinaryPrimitives.WriteInt32LittleEndian(destination[20..], config.Height);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], config.SampleDurationTicks);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], config.RandomAccessIntervalTicks);
        BinaryPrimitives.WriteInt32LittleEndian(destination[40..], config.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(destination[44..], config.Channels);
        var rest = WriteText(config.Name, destination[FixedBytes..]);
        rest = WriteText(config.CodecString, rest);
        rest = WriteText(config.Language, rest);
        BinaryPrimitives.WriteInt32LittleEndian(rest, config.Header.Length);
        config.Header.Span.CopyTo(rest[sizeof(uint)..]);
    }

    /// <summary>Reads a configuration from the start of <paramref name="source"/>.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out TrackConfig? config, out int consumedBytes)
    {
        config = null;
        consumedBytes = 0;
        if (source.Length < FixedBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        var rest = source[FixedBytes..];
        if (ReadText(ref rest, out var name) is var first and not OperationStatus.Done)
        {
            return first;
        }

        if (ReadText(ref rest, out var codecString) is var second and not OperationStatus.Done)
        {
            return second;
        }

        if (ReadText(ref rest, out var language) is var third and not OperationStatus.Done)
        {
            return third;
        }

        if (rest.Length < sizeof(uint))
        {
            return OperationStatus.NeedMoreData;
        }

        var headerBytes = BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (headerBytes is < 0 or > MaximumHeaderBytes)
        {
            return OperationStatus.InvalidData;
        }

        rest = rest[sizeof(uint)..];
        if (rest.Length < headerBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        var track = BinaryPrimitives.ReadInt32LittleEndian(source);
        var timescale = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]);
        if (track < 1 || timescale == 0)
        {
            return OperationStatus.InvalidData;
        }

        config = new()
        {
            Track = track,
            Kind = (TrackKind)source[4],
            Codec = (Codec)source[5],
            Timescale = timescale,
            BitsPerSecond = BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            Width = BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
            Height = BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
            SampleDurationTicks = BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            RandomAccessIntervalTicks = BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            SampleRate = BinaryPrimitives.ReadInt32LittleEndian(source[40..]),
            Channels = BinaryPrimitives.ReadInt32LittleEndian(source[44..]),
            Name = name,
            CodecString = codecString,
            Language = language,
            Header = rest[..headerBytes].ToArray(),
        };
        consumedBytes = source.Length - rest.Length + headerBytes;
        return OperationStatus.Done;
    }

    private static int Text(string text) => sizeof(ushort) + Encoding.UTF8.GetByteCount(text);

    private static Span<byte> WriteText(string text, Span<byte> destination)
    {
        var length = Encoding.UTF8.GetBytes(text, destination[sizeof(ushort)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination, checked((ushort)length));
        return destination[(sizeof(ushort) + length)..];
    }

    private static OperationStatus ReadText(ref ReadOnlySpan<byte> source, out string text)
    {
        text = "";
        if (source.Length < sizeof(ushort))
        {
            return OperationStatus.NeedMoreData;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(source);
        if (length > MaximumTextBytes)
        {
            return OperationStatus.InvalidData;
        }

        if (source.Length < sizeof(ushort) + length)
        {
            return OperationStatus.NeedMoreData;
        }

        text = Encoding.UTF8.GetString(source.Slice(sizeof(ushort), length));
        source = source[(sizeof(ushort) + length)..];
        return OperationStatus.Done;
    }
}
