using System.Text.Json.Serialization;

namespace Headwater.Objects;

/// <summary>One version of an object, or a delete marker.</summary>
public sealed record ObjectVersion
{
    /// <summary>The version id of what was written while the bucket kept no versions.</summary>
    public const string NullId = "null";

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>Which version; <see cref="NullId"/> when the bucket kept none.</summary>
    public required string VersionId { get; init; }

    /// <summary>Grows with every version of the key; never used twice.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>Whether it says that the object is gone; then nothing below has a meaning.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>Size.</summary>
    public long SizeBytes { get; init; }

    /// <summary>MD5 in hex, or MD5 of the parts' MD5s and <c>-N</c>; without quotes.</summary>
    public string ETag { get; init; } = "";

    /// <summary>What is kept beside the bytes.</summary>
    public ObjectDescription Description { get; init; } = new();

    /// <summary>The bytes in order.</summary>
    public IReadOnlyList<ObjectPart> Parts { get; init; } = [];

    /// <summary>Whether it came in parts.</summary>
    public bool IsMultipart { get; init; }

    /// <summary>Its checksum, or null.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>The upload it was completed from, or null.</summary>
    public string? UploadId { get; init; }

    /// <summary>Until when an archived object may be read, or null when it was not restored.</summary>
    public DateTimeOffset? RestoredUntil { get; init; }

    /// <summary>Whether the bytes can be read without being restored first.</summary>
    /// <param name="now">The time.</param>
    public bool IsReadable(DateTimeOffset now) => !StorageClasses.IsArchive(Description.StorageClass) || RestoredUntil > now;

    /// <summary>Whether this is the version that a bucket without versions keeps.</summary>
    [JsonIgnore]
    public bool IsNull => VersionId == NullId;
}
