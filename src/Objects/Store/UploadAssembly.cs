using System.Security.Cryptography;
using Headwater.Objects.Digests;

namespace Headwater.Objects.Store;

/// <summary>Makes one object of an upload's parts, on paper.</summary>
internal static class UploadAssembly
{
    /// <summary>Smallest part that is not the last.</summary>
    public const long LeastPartBytes = 5 << 20;

    /// <summary>The object, still without id and time; or what is wrong with the parts that were named.</summary>
    public static Answer<ObjectVersion> Assemble(Upload upload, IReadOnlyList<UploadPart> uploaded, UploadCompletion completion)
    {
        var byNumber = uploaded.ToDictionary(part => part.Number);
        var parts = new List<UploadPart>();
        foreach (var named in completion.Parts)
        {
            if (parts.Count > 0 && named.Number <= parts[^1].Number)
            {
                return new Refusal.PartsOutOfOrder();
            }

            if (!byNumber.TryGetValue(named.Number, out var part) || part.ETag != named.ETag || (named.Checksum is { } known && known != part.Checksum.Value))
            {
                return new Refusal.NoSuchPart(named.Number);
            }

            parts.Add(part);
        }

        return SizeFault(parts, completion) is { } fault ? fault : Whole(upload, parts, completion);
    }

    private static Refusal? SizeFault(List<UploadPart> parts, UploadCompletion completion)
    {
        if (parts.SkipLast(1).FirstOrDefault(part => part.SizeBytes < LeastPartBytes) is { } small)
        {
            return new Refusal.PartTooSmall(small.Number, small.SizeBytes, LeastPartBytes);
        }

        var size = parts.Sum(part => part.SizeBytes);
        return completion.SizeBytes is { } expected && expected != size ? new Refusal.SizeDiffers(expected, size) : null;
    }

    private static Answer<ObjectVersion> Whole(Upload upload, List<UploadPart> parts, UploadCompletion completion)
    {
        var checksum = ChecksumOf(upload, parts);
        if (completion.Terms.ExpectedChecksum is { } expected && expected.Split('-')[0] != checksum.Value)
        {
            return new Refusal.ChecksumDiffers(checksum.Algorithm);
        }

        return new ObjectVersion
        {
            Key = upload.Key,
            VersionId = "",
            Sequence = 0,
            Modified = default,
            SizeBytes = parts.Sum(part => part.SizeBytes),
            ETag = ETagOf(parts),
            Description = upload.Description,
            Parts = [.. parts.Select(part => new ObjectPart(part.Number, part.SizeBytes, part.Blob, part.Checksum))],
            IsMultipart = true,
            Checksum = checksum,
            UploadId = upload.UploadId,
        };
    }

    private static string ETagOf(List<UploadPart> parts)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var part in parts)
        {
            md5.AppendData(Convert.FromHexString(part.ETag));
        }

        return $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{parts.Count}";
    }

    private static Checksum ChecksumOf(Upload upload, List<UploadPart> parts) =>
        upload.IsChecksumComposite
            ? new Checksum(upload.Checksum, RunningChecksum.JoinComposite(upload.Checksum, parts.Select(part => part.Checksum.Value)), parts.Count)
            : new Checksum(upload.Checksum, RunningChecksum.Join(upload.Checksum, parts.Select(part => (part.Checksum.Value, part.SizeBytes))), 0);
}
