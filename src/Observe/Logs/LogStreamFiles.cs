using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Headwater.Observe.Logs;

/// <summary>
/// The lines of one stream: append-only files of about one megabyte, named by the position of their first byte. Callable from anywhere.
/// </summary>
/// <remarks>A line, little-endian: bytes of text (4), time (8), time it came (8), text in UTF-8. The operating system has what was appended.</remarks>
internal sealed class LogStreamFiles
{
    private const int HeaderBytes = 20;
    private const int SegmentBytes = 1 << 20;
    private const int MostLineBytes = 8 << 20;

    private readonly Lock _lock = new();
    private readonly string _directory;
    private readonly List<LogSegment> _segments = [];

    public LogStreamFiles(string directory)
    {
        _directory = directory;
        if (Directory.Exists(directory))
        {
            _segments.AddRange(Directory.EnumerateFiles(directory, "*.lines").Order(StringComparer.Ordinal).Select(Open));
        }
    }

    /// <summary>Times and bytes of all that is in it; null when it is empty.</summary>
    public (long Oldest, long Newest, long Ingested, long Bytes)? Extent
    {
        get
        {
            lock (_lock)
            {
                var filled = _segments.Where(segment => segment.Length > 0).ToList();
                return filled.Count == 0
                    ? null
                    : (filled.Min(segment => segment.Oldest), filled.Max(segment => segment.Newest), filled.Max(segment => segment.Ingested), filled.Sum(segment => segment.Length));
            }
        }
    }

    /// <summary>Appends lines; the operating system has them all when this returns, and none when it throws.</summary>
    public void Append(IReadOnlyList<LogLine> lines, long ingested)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            Write(buffer, line, ingested);
        }

        lock (_lock)
        {
            var segment = Open();
            using (var file = File.OpenHandle(segment.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read))
            {
                RandomAccess.SetLength(file, segment.Length);
                RandomAccess.Write(file, buffer.WrittenSpan, segment.Length);
            }

            segment.Length += buffer.WrittenCount;
            foreach (var line in lines)
            {
                segment.Count(line.Time, ingested);
            }
        }
    }

    /// <summary>Offers every line that a selection may want.</summary>
    public void Read(string stream, LogSelection selection)
    {
        List<(LogSegment Segment, long Length)> segments;
        lock (_lock)
        {
            segments = [.. _segments.Where(segment => segment.Length > 0 && selection.Wants(segment.Oldest, segment.Newest)).Select(segment => (segment, segment.Length))];
        }

        foreach (var (segment, length) in segments)
        {
            Walk(ReadBytes(segment, length), (offset, time, ingested, text) =>
                selection.Offer(new LogEvent(stream, time, segment.First + offset, ingested, Encoding.UTF8.GetString(text))));
        }
    }

    /// <summary>Removes files whose every line is older; never the one that is written.</summary>
    public void DropBefore(long time)
    {
        lock (_lock)
        {
            foreach (var segment in _segments.SkipLast(1).Where(segment => segment.Newest < time).ToList())
            {
                File.Delete(segment.Path);
                _segments.Remove(segment);
            }
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, LogLine line, long ingested)
    {
        var count = Encoding.UTF8.GetByteCount(line.Text);
        var span = buffer.GetSpan(HeaderBytes + count);
        BinaryPrimitives.WriteInt32LittleEndian(span, count);
        BinaryPrimitives.WriteInt64LittleEndian(span[4..], line.Time);
        BinaryPrimitives.WriteInt64LittleEndian(span[12..], ingested);
        Encoding.UTF8.GetBytes(line.Text, span[HeaderBytes..]);
        buffer.Advance(HeaderBytes + count);
    }

    private static byte[] ReadBytes(LogSegment segment, long length)
    {
        try
        {
            using var file = File.OpenHandle(segment.Path);
            var bytes = new byte[length];
            return bytes[..RandomAccess.Read(file, bytes, 0)];
        }
        catch (FileNotFoundException)
        {
            // Retention took it after the list was made.
            return [];
        }
    }

    private static long Walk(ReadOnlySpan<byte> bytes, Found found)
    {
        long offset = 0;
        while (bytes.Length >= HeaderBytes)
        {
            var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (count is < 0 or > MostLineBytes || bytes.Length < HeaderBytes + count)
            {
                break;
            }

            found(offset, BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]), bytes.Slice(HeaderBytes, count));
            offset += HeaderBytes + count;
            bytes = bytes[(HeaderBytes + count)..];
        }

        return offset;
    }

    private static LogSegment Open(string path)
    {
        var segment = new LogSegment(long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture), path);
        segment.Length = Walk(ReadBytes(segment, new FileInfo(path).Length), (_, time, ingested, _) => segment.Count(time, ingested));
        return segment;
    }

    private LogSegment Open()
    {
        if (_segments.LastOrDefault() is { } last && last.Length < SegmentBytes)
        {
            return last;
        }

        Directory.CreateDirectory(_directory);
        var first = _segments.LastOrDefault() is { } full ? full.First + full.Length : 0;
        var segment = new LogSegment(first, Path.Combine(_directory, $"{first:D20}.lines"));
        _segments.Add(segment);
        return segment;
    }

    private delegate void Found(long offset, long time, long ingested, ReadOnlySpan<byte> text);
}
