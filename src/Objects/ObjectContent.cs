using Headwater.Objects.Blobs;

namespace Headwater.Objects;

/// <summary>The bytes of a version. Owned by the caller; hands its ownership to the stream it gives out.</summary>
public sealed class ObjectContent : IDisposable
{
    private BlobPin? _pin;

    internal ObjectContent(ObjectVersion version, BlobPin pin)
    {
        Version = version;
        _pin = pin;
    }

    /// <summary>The version.</summary>
    public ObjectVersion Version { get; }

    /// <summary>A stream over some of the bytes; once. Disposing the stream lets go of the content.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="count">How many; within the version's size.</param>
    public Stream TakeStream(long offset, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Version.SizeBytes - offset);
        var pin = Interlocked.Exchange(ref _pin, null) ?? throw new InvalidOperationException("The content was taken already.");
        return new BlobReader(pin, Version.Parts, offset, count);
    }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _pin, null)?.Dispose();
}
