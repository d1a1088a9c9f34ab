using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Headwater.Observe.Metrics;

/// <summary>
/// The buckets of every series in one resolution: a ring of slots for each series, one behind the other in one file with holes. A slot says whose it is and
/// which bucket it holds, so that what is left of an older round or an older series is not taken for data.
/// </summary>
/// <remarks>
/// Slot, little-endian: bucket number + 1 (8), series generation (4), centroids (4, -1: no distribution), count, sum, minimum, maximum (8 each),
/// then value and weight (8 each) for <see cref="Bucket.MostCentroids"/> centroids.
/// </remarks>
internal sealed class RollupFile : IDisposable
{
    private const int HeaderBytes = 48;
    private const int SlotBytes = HeaderBytes + (Bucket.MostCentroids * 16);

    private const int MostSlotsAtOnce = 256;

    private readonly SafeFileHandle _file;

    public RollupFile(string directory, Rollup rollup)
    {
        Rollup = rollup;
        _file = File.OpenHandle(Path.Combine(directory, $"{rollup.Name}.rollup"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>Its resolution.</summary>
    public Rollup Rollup { get; }

    /// <summary>The bucket of that number, or null when the series has none.</summary>
    public Bucket? Read(MetricSeries series, long number)
    {
        var found = default(Bucket);
        Read(series, number, number + 1, (_, bucket) => found = bucket);
        return found;
    }

    /// <summary>Tells the buckets from <paramref name="first"/> to before <paramref name="end"/>, in order; at most a ring of them.</summary>
    public void Read(MetricSeries series, long first, long end, Action<long, Bucket> found)
    {
        first = Math.Max(first, end - Rollup.Slots);
        while (first < end)
        {
            var slot = first % Rollup.Slots;
            var count = (int)Math.Min(Math.Min(end - first, Rollup.Slots - slot), MostSlotsAtOnce);
            ReadRun(series, first, count, Offset(series, slot), found);
            first += count;
        }
    }

    /// <summary>Writes one bucket; the operating system has it when this returns.</summary>
    public void Write(MetricSeries series, long number, Bucket bucket)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        slot.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(slot, number + 1);
        BinaryPrimitives.WriteInt32LittleEndian(slot[8..], series.Generation);
        BinaryPrimitives.WriteInt32LittleEndian(slot[12..], bucket.HasDistribution ? bucket.Centroids.Count : -1);
        WriteNumbers(slot[16..], bucket.Count, bucket.Sum, bucket.Minimum, bucket.Maximum);
        var rest = slot[HeaderBytes..];
        foreach (var centroid in bucket.Centroids)
        {
            WriteNumbers(rest, centroid.Value, centroid.Weight);
            rest = rest[16..];
        }

        RandomAccess.Write(_file, slot, Offset(series, number % Rollup.Slots));
    }

    public void Dispose() => _file.Dispose();

    private static void WriteNumbers(Span<byte> target, params ReadOnlySpan<double> numbers)
    {
        for (var index = 0; index < numbers.Length; index++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(target[(index * 8)..], numbers[index]);
        }
    }

    private static double Number(ReadOnlySpan<byte> slot, int offset) => BinaryPrimitives.ReadDoubleLittleEndian(slot[offset..]);

    private static Bucket ReadBucket(ReadOnlySpan<byte> slot)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(slot[12..]);
        var centroids = new Centroid[Math.Clamp(count, 0, Bucket.MostCentroids)];
        for (var index = 0; index < centroids.Length; index++)
        {
            var offset = HeaderBytes + (index * 16);
            centroids[index] = new Centroid(Number(slot, offset), Number(slot, offset + 8));
        }

        return Bucket.Restore(new StatisticSet(Number(slot, 16), Number(slot, 24), Number(slot, 32), Number(slot, 40)), centroids, count >= 0);
    }

    private void ReadRun(MetricSeries series, long first, int count, long offset, Action<long, Bucket> found)
    {
        var bytes = new byte[count * SlotBytes];
        var read = RandomAccess.Read(_file, bytes, offset);
        for (var index = 0; (index + 1) * SlotBytes <= read; index++)
        {
            var slot = bytes.AsSpan(index * SlotBytes, SlotBytes);
            if (BinaryPrimitives.ReadInt64LittleEndian(slot) == first + index + 1 && BinaryPrimitives.ReadInt32LittleEndian(slot[8..]) == series.Generation)
            {
                found(first + index, ReadBucket(slot));
            }
        }
    }

    private long Offset(MetricSeries series, long slot) => ((series.Index * Rollup.Slots) + slot) * SlotBytes;
}
