using Headwater.Aws.Models;

namespace Headwater.Aws.Gateway;

/// <summary>The service that a request calls and how it speaks.</summary>
/// <param name="Facts">The service; null when none of that name exists.</param>
/// <param name="Protocol">How it speaks.</param>
/// <param name="Named">What the request calls the service, for the message when it does not exist.</param>
internal sealed record CallTarget(ServiceFacts? Facts, WireProtocolKind Protocol, string Named)
{
    /// <summary>S3's, whose payloads are verified while they are read.</summary>
    public bool IsS3 => Facts?.Name == "s3";
}
