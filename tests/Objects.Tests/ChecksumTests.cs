using System.Security.Cryptography;
using CsCheck;
using Headwater.Objects.Digests;

namespace Headwater.Objects.Tests;

public sealed class ChecksumTests
{
    // The check values of the catalogue of parametrised CRC algorithms, and of FIPS 180 hashes of the same nine bytes.
    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, "CBF43926")]
    [InlineData(ChecksumAlgorithm.Crc32C, "E3069283")]
    [InlineData(ChecksumAlgorithm.Crc64Nvme, "AE8B14860A799888")]
    [InlineData(ChecksumAlgorithm.Sha1, "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    [InlineData(ChecksumAlgorithm.Sha256, "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    public void Finish_TheNineDigits_IsTheCheckValue(ChecksumAlgorithm algorithm, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Convert.FromBase64String(Of(algorithm, "123456789"u8.ToArray()))));

    [Fact]
    public void Append_SplitAnywhere_ChangesNothing() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Int[0, 100], Gen.Enum<ChecksumAlgorithm>()).Sample((bytes, at, algorithm) =>
        {
            using var running = new RunningChecksum(algorithm);
            running.Append(bytes.AsSpan(0, Math.Min(at, bytes.Length)));
            running.Append(bytes.AsSpan(Math.Min(at, bytes.Length)));
            return running.Finish() == Of(algorithm, bytes);
        });

    [Fact]
    public void Join_OfParts_IsTheChecksumOfTheWhole() =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[1, 5], Gen.Enum<ChecksumAlgorithm>().Where(algorithm => algorithm <= ChecksumAlgorithm.Crc64Nvme)).Sample((parts, algorithm) =>
            RunningChecksum.Join(algorithm, parts.Select(part => (Of(algorithm, part), (long)part.Length))) == Of(algorithm, [.. parts.SelectMany(part => part)]));

    [Fact]
    public void JoinComposite_OfParts_IsTheChecksumOfTheirChecksums()
    {
        var (first, second) = (SHA256.HashData("a"u8), SHA256.HashData("b"u8));

        var joined = RunningChecksum.JoinComposite(ChecksumAlgorithm.Sha256, [Convert.ToBase64String(first), Convert.ToBase64String(second)]);

        Assert.Equal(Convert.ToBase64String(SHA256.HashData([.. first, .. second])), joined);
    }

    private static string Of(ChecksumAlgorithm algorithm, byte[] bytes)
    {
        using var running = new RunningChecksum(algorithm);
        running.Append(bytes);
        return running.Finish();
    }
}
