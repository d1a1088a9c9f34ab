namespace Headwater.Objects;

/// <summary>An object on its way in parts.</summary>
public sealed record Upload
{
    /// <summary>The key it will have.</summary>
    public required string Key { get; init; }

    /// <summary>Which upload; later ones have greater ids.</summary>
    public string UploadId { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset Initiated { get; init; }

    /// <summary>What will be kept beside the bytes.</summary>
    public required ObjectDescription Description { get; init; }

    /// <summary>The checksum to keep of every part and of the whole.</summary>
    public ChecksumAlgorithm Checksum { get; init; } = ChecksumAlgorithm.Crc64Nvme;

    /// <summary>Whether its beginner named that checksum.</summary>
    public bool IsChecksumNamed { get; init; }

    /// <summary>Whether the whole's checksum is of the parts' checksums instead of the bytes.</summary>
    public bool IsChecksumComposite { get; init; }

    /// <summary>Who began it, by ARN; for lists.</summary>
    public string Initiator { get; init; } = "";
}
