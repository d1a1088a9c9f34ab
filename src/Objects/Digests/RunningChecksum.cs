using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Headwater.Objects.Digests;

/// <summary>A checksum while its bytes pass by. Owned by the stream they pass through.</summary>
internal sealed class RunningChecksum : IDisposable
{
    private readonly Crc? _crc;
    private readonly IncrementalHash? _hash;
    private ulong _value;

    /// <summary>Begins one.</summary>
    public RunningChecksum(ChecksumAlgorithm algorithm)
    {
        Algorithm = algorithm;
        _crc = CrcOf(algorithm);
        _hash = algorithm switch
        {
            ChecksumAlgorithm.Sha1 => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            ChecksumAlgorithm.Sha256 => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            _ => null,
        };
    }

    /// <summary>How it is computed.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>Takes more bytes.</summary>
    public void Append(ReadOnlySpan<byte> source)
    {
        _hash?.AppendData(source);
        _value = _crc?.Append(_value, source) ?? 0;
    }

    /// <summary>The checksum of what passed, in base64; then it begins anew.</summary>
    public string Finish()
    {
        if (_hash is not null)
        {
            return Convert.ToBase64String(_hash.GetHashAndReset());
        }

        var text = Text(_crc!, _value);
        _value = 0;
        return text;
    }

    /// <summary>The checksum of all parts' bytes from the parts' checksums; only cyclic redundancy checks allow it.</summary>
    public static string Join(ChecksumAlgorithm algorithm, IEnumerable<(string Value, long SizeBytes)> parts)
    {
        var crc = CrcOf(algorithm) ?? throw new ArgumentException("A hash of a whole cannot be made of its parts' hashes.", nameof(algorithm));
        return Text(crc, parts.Aggregate(0UL, (whole, part) => crc.Combine(whole, Value(part.Value), part.SizeBytes)));
    }

    /// <summary>The checksum of the parts' checksums.</summary>
    public static string JoinComposite(ChecksumAlgorithm algorithm, IEnumerable<string> parts)
    {
        using var running = new RunningChecksum(algorithm);
        foreach (var part in parts)
        {
            running.Append(Convert.FromBase64String(part));
        }

        return running.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash?.Dispose();

    private static Crc? CrcOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => Crc.Crc32,
        ChecksumAlgorithm.Crc32C => Crc.Crc32C,
        ChecksumAlgorithm.Crc64Nvme => Crc.Crc64Nvme,
        _ => null,
    };

    private static string Text(Crc crc, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Convert.ToBase64String(bytes[^crc.LengthBytes..]);
    }

    private static ulong Value(string text) =>
        Convert.FromBase64String(text).Aggregate(0UL, (value, octet) => (value << 8) | octet);
}
