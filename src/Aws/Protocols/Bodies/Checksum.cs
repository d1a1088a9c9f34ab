using System.Security.Cryptography;

namespace Headwater.Aws.Protocols.Bodies;

/// <summary>A check that is made of a payload while it is read. Owned by the payload.</summary>
internal sealed class Checksum : IDisposable
{
    private readonly ReflectedCrc? _crc;
    private readonly IncrementalHash? _hash;

    private Checksum(ReflectedCrc crc) => _crc = crc;

    private Checksum(HashAlgorithmName name) => _hash = IncrementalHash.CreateHash(name);

    /// <summary>The check by its name in x-amz-checksum headers, such as <c>crc32</c>; or null when it is none that is verified.</summary>
    public static Checksum? Create(string name) => name.ToLowerInvariant() switch
    {
        "crc32" => new Checksum(ReflectedCrc.Crc32()),
        "crc32c" => new Checksum(ReflectedCrc.Crc32C()),
        "crc64nvme" => new Checksum(ReflectedCrc.Crc64Nvme()),
        "sha1" => new Checksum(HashAlgorithmName.SHA1),
        "sha256" => new Checksum(HashAlgorithmName.SHA256),
        "md5" => new Checksum(HashAlgorithmName.MD5),
        _ => null,
    };

    /// <summary>Takes in further bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _crc?.Append(bytes);
        _hash?.AppendData(bytes);
    }

    /// <summary>The check of all bytes taken in; ends it.</summary>
    public byte[] Finish() => _crc?.Finish() ?? _hash!.GetHashAndReset();

    /// <inheritdoc/>
    public void Dispose() => _hash?.Dispose();
}
