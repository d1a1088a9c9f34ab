using System.Buffers;
using Headwater.Log.Layout;

namespace Headwater.Log.Recovery;

/// <summary>Reads one extent's records in order until its end or until bytes that are no whole record follow.</summary>
/// <remarks>Headers are read through a small window. Payloads are read only where the index keeps them, or all of them when the extent is verified.</remarks>
internal sealed class ExtentScan(ILogExtent extent, long lengthBytes, bool verify) : IDisposable
{
    private const int WindowBytes = 16 << 10;
    private const int ChunkBytes = 256 << 10;

    private byte[] _window = ArrayPool<byte>.Shared.Rent(verify ? ChunkBytes : WindowBytes);
    private long _windowStart;
    private int _windowLength;

    /// <summary>End of the last whole record, or of the preamble.</summary>
    public long Offset { get; private set; }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_window);
        _window = [];
    }

    /// <summary>Reads the preamble; null when there is no whole one.</summary>
    /// <exception cref="IOException">It is of another version of this layout: nothing here may judge it, let alone mend it.</exception>
    public async ValueTask<LogPosition?> ReadPreambleAsync(CancellationToken cancellationToken)
    {
        var prefix = await ReadAsync(0, ExtentPreamble.PrefixBytes, cancellationToken);
        if (ExtentPreamble.IsOfOtherVersion(prefix.Span))
        {
            throw new IOException("The log was written by another version of this program, whose layout is not known here.");
        }

        if (ExtentPreamble.ReadLength(prefix.Span, out var preambleBytes) != OperationStatus.Done)
        {
            return null;
        }

        var whole = await ReadAsync(0, preambleBytes, cancellationToken);
        if (ExtentPreamble.Read(whole.Span, out var position) != OperationStatus.Done)
        {
            return null;
        }

        Offset = preambleBytes;
        return position;
    }

    /// <summary>Reads the record after the last one.</summary>
    /// <returns>Null when none follows that is whole and bears <paramref name="sequence"/>.</returns>
    public async ValueTask<ScannedRecord?> ReadAsync(long sequence, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(Offset, RecordHeader.SizeBytes, cancellationToken);
        if (RecordHeader.Read(bytes.Span, out var header) != OperationStatus.Done
            || header.Sequence != sequence
            || Offset + RecordHeader.SizeBytes + header.PayloadBytes > lengthBytes)
        {
            return null;
        }

        LogRecord? kept = null;
        if (header.Kind is RecordKind.TrackConfig or RecordKind.Marker)
        {
            var payload = await ReadAsync(Offset + RecordHeader.SizeBytes, header.PayloadBytes, cancellationToken);
            kept = Crc32C.Compute(payload.Span) == header.PayloadCrc ? Keep(header, payload.Span) : null;
            if (kept is null)
            {
                return null;
            }
        }
        else if (verify && !await IsIntactAsync(header, cancellationToken))
        {
            return null;
        }

        var scanned = new ScannedRecord(header, Offset, kept);
        Offset += RecordHeader.SizeBytes + header.PayloadBytes;
        return scanned;
    }

    private static LogRecord? Keep(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.Kind == RecordKind.Marker)
        {
            return new Marker
            {
                Kind = (MarkerKind)header.Subject,
                Time = new(header.DecodeTicks, (uint)header.DurationTicks),
                Payload = payload.ToArray(),
            };
        }

        return TrackConfigLayout.Read(payload, out var config, out var consumedBytes) == OperationStatus.Done
            && consumedBytes == payload.Length && config!.Track == header.Subject
            ? config
            : null;
    }

    private async ValueTask<bool> IsIntactAsync(RecordHeader header, CancellationToken cancellationToken)
    {
        var state = uint.MaxValue;
        var offset = Offset + RecordHeader.SizeBytes;
        for (var rest = header.PayloadBytes; rest > 0;)
        {
            var chunk = await ReadAsync(offset, Math.Min(rest, ChunkBytes), cancellationToken);
            if (chunk.IsEmpty)
            {
                return false;
            }

            state = Crc32C.Append(state, chunk.Span);
            offset += chunk.Length;
            rest -= chunk.Length;
        }

        return ~state == header.PayloadCrc;
    }

    /// <summary>Bytes of the extent, fewer at its end; borrowed until the next read.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long offset, int count, CancellationToken cancellationToken)
    {
        count = (int)Math.Min(count, Math.Max(0, lengthBytes - offset));
        if (offset < _windowStart || offset + count > _windowStart + _windowLength)
        {
            if (count > _window.Length)
            {
                ArrayPool<byte>.Shared.Return(_window);
                _window = ArrayPool<byte>.Shared.Rent(count);
            }

            _windowStart = offset;
            _windowLength = await extent.ReadAsync(offset, _window, cancellationToken);
            count = Math.Min(count, _windowLength);
        }

        return _window.AsMemory((int)(offset - _windowStart), count);
    }
}
