using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Checksums between the store's words and the model's members.</summary>
internal static class ChecksumMembers
{
    private static readonly (ChecksumAlgorithm Algorithm, string Word, int LengthBytes)[] s_known =
    [
        (ChecksumAlgorithm.Crc32, "CRC32", 4), (ChecksumAlgorithm.Crc32C, "CRC32C", 4), (ChecksumAlgorithm.Crc64Nvme, "CRC64NVME", 8),
        (ChecksumAlgorithm.Sha1, "SHA1", 20), (ChecksumAlgorithm.Sha256, "SHA256", 32),
    ];

    private static readonly string[] s_unknown = ["SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"];

    /// <summary>The model's word for an algorithm.</summary>
    public static string WordOf(ChecksumAlgorithm algorithm) => s_known.First(known => known.Algorithm == algorithm).Word;

    /// <summary>The algorithm of a word; null for no word.</summary>
    public static ChecksumAlgorithm? AlgorithmOf(string? word)
    {
        if (word is null)
        {
            return null;
        }

        var found = s_known.Where(known => known.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Select(known => (ChecksumAlgorithm?)known.Algorithm).FirstOrDefault();
        return found ?? throw S3Error.InvalidRequest($"Checksum algorithm provided is unsupported. Please try again with any of the valid types: [{string.Join(", ", s_known.Select(known => known.Word))}]");
    }

    /// <summary>The checksum that the caller gave with the bytes, or null.</summary>
    /// <param name="request">The request, a completion's part or the like.</param>
    public static Checksum? Given(JsonObject request)
    {
        if (s_unknown.FirstOrDefault(word => request.Text("Checksum" + word) is not null) is { } refused)
        {
            AlgorithmOf(refused);
        }

        var given = s_known.Where(known => request.Text("Checksum" + known.Word) is not null).ToArray();
        if (given.Length > 1)
        {
            throw S3Error.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        return given.Length == 0 ? null : Checked(given[0].Algorithm, request.Text("Checksum" + given[0].Word)!);
    }

    /// <summary>The algorithm the caller named: with a value, in the request, or as a trailer that the protocol layer has verified.</summary>
    public static ChecksumAlgorithm? Named(JsonObject request, CallContext context)
    {
        const string Prefix = "x-amz-checksum-";
        var trailer = context.RequestHeaders.GetValueOrDefault("x-amz-trailer")?.Split(',').Select(name => name.Trim())
            .FirstOrDefault(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));
        return Given(request)?.Algorithm ?? AlgorithmOf(request.Text("ChecksumAlgorithm")) ?? AlgorithmOf(trailer?[Prefix.Length..]);
    }

    /// <summary>Adds a checksum to an answer.</summary>
    public static JsonObject WithChecksum(this JsonObject answer, Checksum? checksum, bool hasType = true)
    {
        if (checksum is null)
        {
            return answer;
        }

        var suffix = checksum.PartCount > 0 ? $"-{checksum.PartCount}" : "";
        answer["Checksum" + WordOf(checksum.Algorithm)] = checksum.Value + suffix;
        return hasType ? answer.With("ChecksumType", TypeOf(checksum)) : answer;
    }

    /// <summary>What a checksum is of, in the model's word.</summary>
    public static string TypeOf(Checksum checksum) => checksum.PartCount > 0 ? "COMPOSITE" : "FULL_OBJECT";

    private static Checksum Checked(ChecksumAlgorithm algorithm, string value)
    {
        var (_, word, length) = s_known.First(known => known.Algorithm == algorithm);
        Span<byte> bytes = stackalloc byte[64];
        var text = value.Split('-')[0];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == length
            ? new Checksum(algorithm, text, 0)
            : throw S3Error.InvalidRequest($"Value for x-amz-checksum-{word.ToLowerInvariant()} header is invalid.");
    }
}
