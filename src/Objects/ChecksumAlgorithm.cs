using System.Text.Json.Serialization;

namespace Headwater.Objects;

/// <summary>How a checksum is computed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChecksumAlgorithm>))]
public enum ChecksumAlgorithm
{
    /// <summary>CRC-32 of ISO 3309, big-endian.</summary>
    Crc32,

    /// <summary>CRC-32C (Castagnoli), big-endian.</summary>
    Crc32C,

    /// <summary>CRC-64 of the NVM Express specification, big-endian.</summary>
    Crc64Nvme,

    /// <summary>SHA-1.</summary>
    Sha1,

    /// <summary>SHA-256.</summary>
    Sha256,
}
