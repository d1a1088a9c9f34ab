namespace Headwater.Objects;

/// <summary>What must hold for bytes to be taken.</summary>
public sealed record WriteTerms
{
    /// <summary>The current object must have this ETag (without quotes, or <c>*</c> for any); null: no matter.</summary>
    public string? IfMatch { get; init; }

    /// <summary>No object of this ETag, or with <c>*</c> none at all, may be there; null: no matter.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>MD5 of the bytes in base64, or null.</summary>
    public string? Md5 { get; init; }

    /// <summary>The checksum to keep.</summary>
    public ChecksumAlgorithm Checksum { get; init; } = ChecksumAlgorithm.Crc64Nvme;

    /// <summary>What that checksum must be, in base64; null: it is only computed.</summary>
    public string? ExpectedChecksum { get; init; }

    /// <summary>A further checksum that the bytes must have and that is not kept, or null.</summary>
    public Checksum? Verified { get; init; }
}
