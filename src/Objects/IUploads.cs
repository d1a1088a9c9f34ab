using Headwater.Objects.Listing;

namespace Headwater.Objects;

/// <summary>Objects that arrive in parts and appear when they are completed.</summary>
public interface IUploads
{
    /// <summary>Begins one. Its id, bucket and time are assigned here.</summary>
    ValueTask<Answer<Upload>> CreateAsync(string bucket, Upload upload, CancellationToken cancellationToken);

    /// <summary>The upload.</summary>
    ValueTask<Answer<Upload>> FindAsync(UploadName name, CancellationToken cancellationToken);

    /// <summary>Begins a part; a part of the same number is replaced when it is completed.</summary>
    /// <param name="name">The upload.</param>
    /// <param name="number">1 to 10,000.</param>
    /// <param name="terms">What must hold; its conditions on the object are not read here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Answer<CommitStream<UploadPart>>> CreatePartAsync(UploadName name, int number, WriteTerms terms, CancellationToken cancellationToken);

    /// <summary>Makes an object of parts. Done twice with the same parts it answers the same again.</summary>
    ValueTask<Answer<ObjectVersion>> CompleteAsync(UploadName name, UploadCompletion completion, CancellationToken cancellationToken);

    /// <summary>Drops an upload and its parts.</summary>
    ValueTask<Answer<Upload>> AbortAsync(UploadName name, CancellationToken cancellationToken);

    /// <summary>A page of unfinished uploads by key, then oldest first.</summary>
    ValueTask<Answer<ListPage<Upload>>> ListAsync(string bucket, ListQuery query, CancellationToken cancellationToken);

    /// <summary>The parts by number, behind <paramref name="afterNumber"/>.</summary>
    ValueTask<Answer<IReadOnlyList<UploadPart>>> ListPartsAsync(UploadName name, int afterNumber, int limit, CancellationToken cancellationToken);
}
