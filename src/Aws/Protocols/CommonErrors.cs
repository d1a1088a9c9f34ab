using System.Collections.Frozen;

namespace Headwater.Aws.Protocols;

/// <summary>HTTP statuses of errors that no model lists: those of the front door, and S3's.</summary>
internal static class CommonErrors
{
    private static readonly FrozenDictionary<string, int> Statuses = new Dictionary<int, string[]>
    {
        [304] = ["NotModified"],
        [307] = ["TemporaryRedirect"],
        [402] = ["ServiceQuotaExceededException"],
        [403] =
        [
            "AccessDenied", "AccessDeniedException", "AuthorizationError", "ExpiredToken", "ExpiredTokenException", "ForbiddenException", "IncompleteSignature", "IncompleteSignatureException",
            "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "RequestExpired", "RequestTimeTooSkewed",
            "SignatureDoesNotMatch", "UnrecognizedClientException", "InvalidObjectState", "AllAccessDisabled",
        ],
        [404] =
        [
            "NoSuchBucket", "NoSuchBucketPolicy", "NoSuchCORSConfiguration", "NoSuchConfiguration", "NoSuchKey", "NoSuchLifecycleConfiguration", "NoSuchPublicAccessBlockConfiguration", "NoSuchTagSet",
            "NoSuchUpload", "NoSuchVersion", "NoSuchWebsiteConfiguration", "NotFound", "NotFoundException", "ObjectLockConfigurationNotFoundError", "OwnershipControlsNotFoundError",
            "ReplicationConfigurationNotFoundError", "ResourceNotFoundException", "ServerSideEncryptionConfigurationNotFoundError", "UnknownOperationException", "NoSuchObjectLockConfiguration",
        ],
        [405] = ["MethodNotAllowed"],
        [409] = ["BucketAlreadyExists", "BucketAlreadyOwnedByYou", "BucketNotEmpty", "ConflictException", "InvalidBucketState", "OperationAborted", "ConditionalRequestConflict"],
        [411] = ["MissingContentLength"],
        [412] = ["PreconditionFailed"],
        [413] = ["RequestEntityTooLarge", "RequestEntityTooLargeException"],
        [416] = ["InvalidRange"],
        [429] = ["ThrottlingException", "TooManyRequestsException"],
        [500] = ["InternalError", "InternalFailure", "InternalServerError", "InternalServerException"],
        [501] = ["NotImplemented"],
        [503] = ["ServiceUnavailable", "SlowDown"],
    }.SelectMany(entry => entry.Value.Select(code => KeyValuePair.Create(code, entry.Key))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The status of a code, or null when it is not one of these.</summary>
    public static int? Status(string code) => Statuses.TryGetValue(code, out var status) ? status : null;
}
