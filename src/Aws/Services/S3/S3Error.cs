using System.Diagnostics;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>The service's errors in its words. The model knows few of them, so each carries its status.</summary>
internal static class S3Error
{
    /// <summary>An error.</summary>
    public static AwsException Of(string code, int status, string message) => new(code, message) { Status = status };

    /// <summary>An error that says what it is about.</summary>
    public static AwsException Of(string code, int status, string message, string member, string value) =>
        new(code, message) { Status = status, Members = new JsonObject { [member] = value } };

    /// <summary>A value that is not one of those allowed.</summary>
    public static AwsException InvalidArgument(string message, string name, string? value) => new("InvalidArgument", message)
    {
        Status = 400,
        Members = new JsonObject { ["ArgumentName"] = name, ["ArgumentValue"] = value },
    };

    /// <summary>A request that contradicts itself or the bucket.</summary>
    public static AwsException InvalidRequest(string message) => Of("InvalidRequest", 400, message);

    /// <summary>A document that is well-formed and means nothing.</summary>
    public static AwsException MalformedXml() =>
        Of("MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>Not for this caller.</summary>
    public static AwsException AccessDenied(string message = "Access Denied") => Of("AccessDenied", 403, message);

    /// <summary>What this platform does not do.</summary>
    public static AwsException NotImplemented(string message) => Of("NotImplemented", 501, message);

    /// <summary>A configuration that was never put.</summary>
    public static AwsException NoConfiguration(string code, string message, string bucket) => Of(code, 404, message, "BucketName", bucket);

    /// <summary>The value, or the error that stands for the refusal.</summary>
    public static T Accepted<T>(this Answer<T> answer)
        where T : class =>
        answer.IsGood ? answer.Value : throw From(answer.Refusal);

    /// <summary>The error that stands for a refusal of the store.</summary>
    public static AwsException From(Refusal refusal) => refusal switch
    {
        Refusal.NoSuchBucket no => Of("NoSuchBucket", 404, "The specified bucket does not exist", "BucketName", no.Bucket),
        Refusal.BucketExists { Existing: var existing } => Of("BucketAlreadyExists", 409, "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.", "BucketName", existing.Name),
        Refusal.BucketNotEmpty full => Of("BucketNotEmpty", 409, "The bucket you tried to delete is not empty", "BucketName", full.Bucket),
        Refusal.NoSuchKey no => Of("NoSuchKey", 404, "The specified key does not exist.", "Key", no.Key),
        Refusal.NoSuchVersion no => new AwsException("NoSuchVersion", "The specified version does not exist.") { Status = 404, Members = new JsonObject { ["Key"] = no.Key, ["VersionId"] = no.VersionId } },
        Refusal.BadVersionId bad => InvalidArgument("Invalid version id specified", "versionId", bad.VersionId),
        Refusal.IsMarker => Of("MethodNotAllowed", 405, "The specified method is not allowed against this resource."),
        Refusal.BadKey => InvalidArgument("The specified key is not valid.", "key", null),
        Refusal.KeyTooLong => Of("KeyTooLongError", 400, "Your key is too long"),
        Refusal.ConditionFailed failed => Of("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold", "Condition", failed.Condition),
        Refusal.Conflict => Of("ConditionalRequestConflict", 409, "A conflicting operation occurred against this resource. Try again."),
        Refusal.Md5Differs => Of("BadDigest", 400, "The Content-MD5 you specified did not match what we received."),
        Refusal.ChecksumDiffers differs => Of("BadDigest", 400, $"The {ChecksumMembers.WordOf(differs.Algorithm)} you specified did not match the calculated checksum."),
        Refusal.SizeDiffers => InvalidRequest("The provided 'x-amz-mp-object-size' header does not match what was computed."),
        Refusal.NoSuchUpload no => Of("NoSuchUpload", 404, "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", "UploadId", no.UploadId),
        Refusal.NoSuchPart no => Of("InvalidPart", 400, "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.", "PartNumber", $"{no.Number}"),
        Refusal.PartsOutOfOrder => Of("InvalidPartOrder", 400, "The list of parts was not in ascending order. Parts must be ordered by part number."),
        Refusal.PartTooSmall small => new AwsException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
        {
            Status = 400,
            Members = new JsonObject { ["ProposedSize"] = small.SizeBytes, ["MinSizeAllowed"] = small.LeastBytes, ["PartNumber"] = small.Number },
        },
        Refusal.NoRoom => NoRoom(),
        _ => throw new UnreachableException(),
    };

    /// <summary>The disk is full: nothing was written, and trying again at once is of no use.</summary>
    public static AwsException NoRoom() => Of("InsufficientStorage", 507, "There is no room left for the object. Nothing was written.");
}
