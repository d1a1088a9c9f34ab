namespace Headwater.Log.Storage;

/// <summary>An extent in memory, in blocks so that growing moves nothing.</summary>
internal sealed class MemoryLogExtent : ILogExtent
{
    private const int BlockBytes = 64 << 10;

    private readonly Lock _gate = new();
    private readonly List<byte[]> _blocks = [];
    private long _lengthBytes;

    public long LengthBytes
    {
        get
        {
            lock (_gate)
            {
                return _lengthBytes;
            }
        }
    }

    public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var count = (int)Math.Clamp(_lengthBytes - offset, 0, destination.Length);
            var rest = destination.Span[..count];
            for (var at = offset; !rest.IsEmpty;)
            {
                var source = Block(at);
                var part = Math.Min(source.Length, rest.Length);
                source[..part].CopyTo(rest);
                rest = rest[part..];
                at += part;
            }

            return new(count);
        }
    }

    public ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, _lengthBytes);
            var rest = source.Span;
            for (var at = offset; !rest.IsEmpty;)
            {
                if (at / BlockBytes == _blocks.Count)
                {
                    _blocks.Add(new byte[BlockBytes]);
                }

                var destination = Block(at);
                var part = Math.Min(destination.Length, rest.Length);
                rest[..part].CopyTo(destination);
                rest = rest[part..];
                at += part;
            }

            _lengthBytes = Math.Max(_lengthBytes, offset + source.Length);
            return default;
        }
    }

    public ValueTask TruncateAsync(long lengthBytes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthBytes, _lengthBytes);
            _lengthBytes = lengthBytes;
            return default;
        }
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => default;

    public void Dispose()
    {
        // The bytes belong to the storage and to whoever still reads them.
    }

    private Span<byte> Block(long offset) => _blocks[(int)(offset / BlockBytes)].AsSpan((int)(offset % BlockBytes));
}
