namespace Headwater.Objects;

/// <summary>Why the store says no. The cases are closed: callers switch.</summary>
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>There is no bucket of that name.</summary>
    public sealed record NoSuchBucket(string Bucket) : Refusal;

    /// <summary>The name is taken already.</summary>
    /// <param name="Existing">By this bucket.</param>
    public sealed record BucketExists(Bucket Existing) : Refusal;

    /// <summary>A version, a delete marker or an unfinished upload's key is still in the bucket.</summary>
    public sealed record BucketNotEmpty(string Bucket) : Refusal;

    /// <summary>There is no object of that key, or its current version is a delete marker.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Marker">The delete marker in the way, or null.</param>
    public sealed record NoSuchKey(string Key, ObjectVersion? Marker) : Refusal;

    /// <summary>The key has no such version.</summary>
    public sealed record NoSuchVersion(string Key, string VersionId) : Refusal;

    /// <summary>The text is no version id of this store.</summary>
    public sealed record BadVersionId(string VersionId) : Refusal;

    /// <summary>The version that was asked for by id is a delete marker and has no bytes.</summary>
    public sealed record IsMarker(ObjectVersion Marker) : Refusal;

    /// <summary>The key is empty or not text.</summary>
    public sealed record BadKey : Refusal;

    /// <summary>The key is longer than 1,024 bytes of UTF-8.</summary>
    public sealed record KeyTooLong(int LengthBytes) : Refusal;

    /// <summary>A condition of the caller does not hold.</summary>
    /// <param name="Condition">Which, such as <c>If-Match</c>.</param>
    public sealed record ConditionFailed(string Condition) : Refusal;

    /// <summary>Others wrote at the same time, again and again.</summary>
    public sealed record Conflict : Refusal;

    /// <summary>The bytes are not those that the caller's MD5 is of.</summary>
    public sealed record Md5Differs : Refusal;

    /// <summary>The bytes are not those that the caller's checksum is of.</summary>
    public sealed record ChecksumDiffers(ChecksumAlgorithm Algorithm) : Refusal;

    /// <summary>The upload was meant to have another size.</summary>
    public sealed record SizeDiffers(long ExpectedBytes, long ActualBytes) : Refusal;

    /// <summary>There is no such upload: never begun, completed or aborted.</summary>
    public sealed record NoSuchUpload(string UploadId) : Refusal;

    /// <summary>A part that was named was never uploaded, or is another one.</summary>
    public sealed record NoSuchPart(int Number) : Refusal;

    /// <summary>The parts were not named in ascending order.</summary>
    public sealed record PartsOutOfOrder : Refusal;

    /// <summary>A part other than the last is too small.</summary>
    public sealed record PartTooSmall(int Number, long SizeBytes, long LeastBytes) : Refusal;

    /// <summary>There is no room; nothing was written.</summary>
    public sealed record NoRoom : Refusal;
}
