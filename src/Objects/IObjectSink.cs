namespace Headwater.Objects;

/// <summary>Where writers inside the platform put whole objects: archives, playlists, logs.</summary>
public interface IObjectSink
{
    /// <summary>Begins an object. Nobody sees it before <see cref="CommitStream{T}.CompleteAsync"/>; disposing it earlier leaves nothing behind.</summary>
    /// <param name="bucket">A bucket that exists.</param>
    /// <param name="key">Its key; 1 to 1,024 bytes of UTF-8, not a path.</param>
    /// <param name="description">What is kept beside the bytes.</param>
    /// <param name="terms">What must hold for the object to appear; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Answer<CommitStream<ObjectVersion>>> CreateAsync(string bucket, string key, ObjectDescription description, WriteTerms? terms, CancellationToken cancellationToken);
}
