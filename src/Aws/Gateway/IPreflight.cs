using Headwater.Aws.Protocols;

namespace Headwater.Aws.Gateway;

/// <summary>Answers browsers that ask before they call (CORS); S3 does, by the rules of its buckets.</summary>
public interface IPreflight
{
    /// <summary>Answers an OPTIONS request.</summary>
    /// <param name="bucket">The bucket that is asked for, or null.</param>
    /// <param name="request">The request, path-style.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    ValueTask<WireAnswer> AnswerAsync(string? bucket, WireRequest request, CancellationToken cancellationToken);
}
