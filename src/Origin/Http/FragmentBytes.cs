using System.Buffers;
using Headwater.Log;

namespace Headwater.Origin.Http;

/// <summary>The payloads of a run of fragments in one pooled buffer; disposing returns it, so nothing read from it may be kept.</summary>
internal sealed class FragmentBytes : IDisposable
{
    private byte[]? _buffer;

    /// <summary>Each fragment's payload, in order.</summary>
    public List<ReadOnlyMemory<byte>> Fragments { get; } = [];

    /// <summary>Sum of the payloads' lengths in bytes.</summary>
    public int Length { get; private init; }

    /// <summary>False when a payload is no longer in the log.</summary>
    public bool Whole { get; private set; } = true;

    /// <summary>Reads fragments <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> of a track.</summary>
    public static async ValueTask<FragmentBytes> ReadAsync(MediaLog log, TrackSnapshot track, int first, int count, CancellationToken cancellationToken)
    {
        var length = 0;
        for (var index = first; index < first + count; index++)
        {
            length = checked(length + track.Fragments[index].Location.Length);
        }

        var bytes = new FragmentBytes { Length = length, _buffer = ArrayPool<byte>.Shared.Rent(length) };
        var offset = 0;
        for (var index = first; index < first + count && bytes.Whole; index++)
        {
            var location = track.Fragments[index].Location;
            var slice = bytes._buffer.AsMemory(offset, location.Length);
            bytes.Whole = await log.ReadAsync(location, slice, cancellationToken);
            bytes.Fragments.Add(slice);
            offset += location.Length;
        }

        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
