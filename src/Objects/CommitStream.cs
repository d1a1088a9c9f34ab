namespace Headwater.Objects;

/// <summary>A stream that is only written to, and whose bytes become visible, all at once, when it is completed. Not to be used by two at a time.</summary>
/// <remarks>Writing throws <see cref="StoreFullException"/> when there is no room; the stream is then good for nothing but disposal.</remarks>
/// <typeparam name="T">What the bytes become.</typeparam>
public abstract class CommitStream<T> : Stream
    where T : class
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Bytes written so far.</summary>
    public abstract override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>Makes what was written durable, then visible. Once; dispose the stream afterwards all the same.</summary>
    public abstract ValueTask<Answer<T>> CompleteAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
