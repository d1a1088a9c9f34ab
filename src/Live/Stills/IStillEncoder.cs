namespace Headwater.Live.Stills;

/// <summary>Port: makes a JPEG of one coded picture.</summary>
public interface IStillEncoder
{
    /// <summary>The picture as JPEG; null when it cannot be decoded in the time the implementation allows.</summary>
    /// <param name="media">A CMAF header and the fragment that begins with the picture, one behind the other; borrowed until the call completes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ReadOnlyMemory<byte>?> EncodeAsync(ReadOnlyMemory<byte> media, CancellationToken cancellationToken);
}
