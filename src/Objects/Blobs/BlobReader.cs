using Microsoft.Win32.SafeHandles;

namespace Headwater.Objects.Blobs;

/// <summary>Reads a range that may span several files. Holds one file open at a time.</summary>
internal sealed class BlobReader : Stream
{
    private readonly BlobPin _pin;
    private readonly IReadOnlyList<ObjectPart> _parts;
    private readonly long _count;
    private SafeFileHandle? _file;
    private int _part;
    private long _offsetInPart;
    private long _read;

    public BlobReader(BlobPin pin, IReadOnlyList<ObjectPart> parts, long offset, long count)
    {
        _pin = pin;
        _parts = parts;
        _count = count;
        while (_part < parts.Count && offset >= parts[_part].SizeBytes)
        {
            offset -= parts[_part++].SizeBytes;
        }

        _offsetInPart = offset;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _count;

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_read < _count && buffer.Length > 0 && _part < _parts.Count)
        {
            var left = _parts[_part].SizeBytes - _offsetInPart;
            if (left == 0)
            {
                NextPart();
                continue;
            }

            return ReadPart(buffer[..(int)Math.Min(buffer.Length, Math.Min(left, _count - _read))]);
        }

        return 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            _pin.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadPart(Span<byte> buffer)
    {
        _file ??= _pin.Open(_parts[_part].Blob);
        var count = RandomAccess.Read(_file, buffer, _offsetInPart);
        if (count == 0)
        {
            throw new EndOfStreamException("A file of the object store is shorter than its document says.");
        }

        _offsetInPart += count;
        _read += count;
        return count;
    }

    private void NextPart()
    {
        _file?.Dispose();
        _file = null;
        _part++;
        _offsetInPart = 0;
    }
}
