using Headwater.Live.Archives;
using Headwater.Objects;

namespace Headwater.Archives.Objects;

/// <summary>Writes archives into buckets.</summary>
public sealed class ObjectArchiveStore(IObjectSink objects) : IArchiveStore
{
    private static readonly ObjectDescription Description = new() { ContentType = "video/mp2t" };

    /// <inheritdoc/>
    public async ValueTask<IArchiveObject> CreateAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var answer = await objects.CreateAsync(bucket, key, Description, null, cancellationToken);
        return answer.IsGood ? new ArchiveObject(answer.Value) : throw new IOException($"{key} cannot be written to bucket {bucket}: {answer.Refusal}");
    }

    private sealed class ArchiveObject(CommitStream<ObjectVersion> stream) : IArchiveObject
    {
        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

        public async ValueTask CompleteAsync(CancellationToken cancellationToken)
        {
            var answer = await stream.CompleteAsync(cancellationToken);
            if (!answer.IsGood)
            {
                throw new IOException($"the object was not taken: {answer.Refusal}");
            }
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
