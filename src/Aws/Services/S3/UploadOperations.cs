using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;
using Headwater.Objects.Lifecycle;

namespace Headwater.Aws.Services.S3;

/// <summary>Objects arrive in parts.</summary>
internal sealed class UploadOperations(S3Access access)
{
    private const int MostParts = 10_000;
    private const int PageSize = 1000;

    /// <summary>Maps the operations.</summary>
    public void Map(S3Map map)
    {
        map.Object("CreateMultipartUpload", _ => "s3:PutObject", CreateAsync);
        map.Object("UploadPart", _ => "s3:PutObject", UploadPartAsync);
        map.Object("UploadPartCopy", CopyPermissionsAsync, UploadPartCopyAsync);
        map.Object("CompleteMultipartUpload", _ => "s3:PutObject", CompleteAsync);
        map.Object("AbortMultipartUpload", _ => "s3:AbortMultipartUpload", AbortAsync);
        map.Object("ListParts", _ => "s3:ListMultipartUploadParts", ListPartsAsync);
    }

    private static UploadName NameOf(JsonObject request) => new(request.Required("Bucket"), request.Required("Key"), request.Required("UploadId"));

    private static bool IsHash(ChecksumAlgorithm algorithm) => algorithm is ChecksumAlgorithm.Sha1 or ChecksumAlgorithm.Sha256;

    private async ValueTask<IReadOnlyList<Permission>> CopyPermissionsAsync(JsonObject request, CallContext context)
    {
        var put = await access.NeedAsync(context, "s3:PutObject", request.Required("Bucket"), request.Required("Key"));
        return [put, await CopySource.NeedAsync(access, request, context)];
    }

    private async ValueTask<JsonObject> CreateAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        S3Owner.CheckAcl(bucket, request);
        var named = ChecksumMembers.AlgorithmOf(request.Text("ChecksumAlgorithm"));
        var upload = new Upload
        {
            Key = request.Required("Key"),
            Description = Descriptions.Read(request),
            Checksum = named ?? ChecksumAlgorithm.Crc64Nvme,
            IsChecksumNamed = named is not null,
            IsChecksumComposite = IsComposite(named, request.Text("ChecksumType")),
            Initiator = context.Principal.Arn,
        };
        upload = (await access.Store.Uploads.CreateAsync(bucket.Name, upload, context.CancellationToken)).Accepted();
        return WithAbort(new JsonObject { ["Bucket"] = bucket.Name, ["Key"] = upload.Key, ["UploadId"] = upload.UploadId }, bucket, upload)
            .With("ChecksumAlgorithm", named is { } algorithm ? ChecksumMembers.WordOf(algorithm) : null)
            .With("ChecksumType", named is null ? null : upload.IsChecksumComposite ? "COMPOSITE" : "FULL_OBJECT")
            .WithEncryption(bucket, upload.Description.Encryption);
    }

    private static bool IsComposite(ChecksumAlgorithm? algorithm, string? type)
    {
        if (algorithm is not { } named)
        {
            return type is null ? false : throw S3Error.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        if ((type == "FULL_OBJECT" && IsHash(named)) || (type == "COMPOSITE" && named == ChecksumAlgorithm.Crc64Nvme))
        {
            throw S3Error.InvalidRequest($"The {type} checksum type cannot be used with the {ChecksumMembers.WordOf(named).ToLowerInvariant()} checksum algorithm.");
        }

        return type is null ? named != ChecksumAlgorithm.Crc64Nvme : type == "COMPOSITE";
    }

    private static JsonObject WithAbort(JsonObject answer, Bucket bucket, Upload upload) =>
        LifecyclePolicy.AbortOf(bucket, upload) is { } due ? answer.With("AbortDate", CanonicalJson.Timestamp(due.Time)).With("AbortRuleId", due.RuleId) : answer;

    private async ValueTask<JsonObject> UploadPartAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        Encryptions.RefuseCustomerKeys(request);
        var (name, number) = (NameOf(request), NumberOf(request));
        var upload = (await access.Store.Uploads.FindAsync(name, context.CancellationToken)).Accepted();
        var given = ChecksumMembers.Given(request);
        var isKept = given?.Algorithm == upload.Checksum;
        if (given is not null && !isKept && upload.IsChecksumNamed)
        {
            throw S3Error.InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {ChecksumMembers.WordOf(upload.Checksum).ToLowerInvariant()}, actual checksum Type: {ChecksumMembers.WordOf(given.Algorithm).ToLowerInvariant()}");
        }

        var terms = new WriteTerms { Md5 = Payloads.Md5Of(request), Checksum = upload.Checksum, ExpectedChecksum = isKept ? given!.Value : null, Verified = isKept ? null : given };
        await using var writer = (await access.Store.Uploads.CreatePartAsync(name, number, terms, context.CancellationToken)).Accepted();
        var part = await Payloads.StoreAsync(writer, context);
        return new JsonObject { ["ETag"] = ObjectAnswers.Quoted(part.ETag) }
            .WithChecksum(upload.IsChecksumNamed ? part.Checksum : given, hasType: false)
            .WithEncryption(bucket, upload.Description.Encryption);
    }

    private async ValueTask<JsonObject> UploadPartCopyAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var (name, number) = (NameOf(request), NumberOf(request));
        var upload = (await access.Store.Uploads.FindAsync(name, context.CancellationToken)).Accepted();
        using var content = await CopySource.OpenAsync(access, request, context);
        var range = SourceRange(request.Text("CopySourceRange"), content.Version.SizeBytes);
        var terms = new WriteTerms { Checksum = upload.Checksum };
        await using var writer = (await access.Store.Uploads.CreatePartAsync(name, number, terms, context.CancellationToken)).Accepted();
        var from = content.Version;
        await using var bytes = content.TakeStream(range.Offset, range.Count);
        var part = await Payloads.StoreAsync(writer, bytes, range.Count, context.CancellationToken);
        var result = new JsonObject { ["ETag"] = ObjectAnswers.Quoted(part.ETag), ["LastModified"] = CanonicalJson.Timestamp(part.Modified) };
        return new JsonObject { ["CopyPartResult"] = upload.IsChecksumNamed ? result.WithChecksum(part.Checksum, hasType: false) : result }
            .With("CopySourceVersionId", from.IsNull ? null : from.VersionId)
            .WithEncryption(bucket, upload.Description.Encryption);
    }

    // Unlike the range of a read, this one must lie within the object.
    private static ByteRange SourceRange(string? header, long sizeBytes)
    {
        if (header is null)
        {
            return new ByteRange(0, sizeBytes);
        }

        var ends = header.StartsWith("bytes=", StringComparison.Ordinal) ? header["bytes=".Length..].Split('-') : [];
        if (ends.Length != 2 || !long.TryParse(ends[0], out var first) || !long.TryParse(ends[1], out var last) || first > last)
        {
            throw S3Error.InvalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy", "x-amz-copy-source-range", header);
        }

        return last < sizeBytes
            ? new ByteRange(first, last - first + 1)
            : throw S3Error.InvalidArgument($"Range specified is not valid for source object of size: {sizeBytes}", "x-amz-copy-source-range", header);
    }

    private static int NumberOf(JsonObject request) =>
        request.Number("PartNumber") is { } number and >= 1 and <= MostParts
            ? (int)number
            : throw S3Error.InvalidArgument($"Part number must be an integer between 1 and {MostParts}, inclusive", "partNumber", $"{request.Number("PartNumber")}");

    private async ValueTask<JsonObject> CompleteAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var parts = (request.Structure("MultipartUpload")?.List("Parts") ?? []).ToArray();
        if (parts.Length is 0 or > MostParts)
        {
            throw S3Error.MalformedXml();
        }

        var completion = new UploadCompletion
        {
            Parts = [.. parts.Select(part => new UploadCompletion.NamedPart(
                (int)(part.Number("PartNumber") ?? throw S3Error.MalformedXml()), Preconditions.Bare(part.Text("ETag") ?? throw S3Error.MalformedXml()), null))],
            SizeBytes = request.Number("MpuObjectSize"),
            Terms = new WriteTerms
            {
                IfMatch = request.Text("IfMatch") is { } match ? Preconditions.Bare(match) : null,
                IfNoneMatch = request.Text("IfNoneMatch") is { } none ? Preconditions.Bare(none) : null,
            },
        };
        var name = NameOf(request);
        var upload = await access.Store.Uploads.FindAsync(name, context.CancellationToken);
        completion = upload.IsGood ? WithChecksums(completion, upload.Value, parts, request) : completion;
        var version = (await access.Store.Uploads.CompleteAsync(name, completion, context.CancellationToken)).Accepted();
        return ObjectAnswers.Written(bucket, version)
            .With("Location", $"{context.Endpoint}/{bucket.Name}/{Uri.EscapeDataString(version.Key).Replace("%2F", "/", StringComparison.Ordinal)}")
            .With("Bucket", bucket.Name)
            .With("Key", version.Key);
    }

    // Checksums of another algorithm than the upload's were verified with their parts and are not kept.
    private static UploadCompletion WithChecksums(UploadCompletion completion, Upload upload, JsonObject[] parts, JsonObject request)
    {
        var member = "Checksum" + ChecksumMembers.WordOf(upload.Checksum);
        var whole = ChecksumMembers.Given(request);
        if (whole is not null && whole.Algorithm != upload.Checksum)
        {
            throw S3Error.InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {ChecksumMembers.WordOf(upload.Checksum).ToLowerInvariant()}, actual checksum Type: {ChecksumMembers.WordOf(whole.Algorithm).ToLowerInvariant()}");
        }

        return completion with
        {
            Parts = [.. completion.Parts.Zip(parts, (named, part) => named with { Checksum = part.Text(member) })],
            Terms = completion.Terms with { Checksum = upload.Checksum, ExpectedChecksum = whole?.Value },
        };
    }

    private async ValueTask<JsonObject> AbortAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        (await access.Store.Uploads.AbortAsync(NameOf(request), context.CancellationToken)).Accepted();
        return [];
    }

    private async ValueTask<JsonObject> ListPartsAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var name = NameOf(request);
        var after = (int)Math.Clamp(request.Number("PartNumberMarker") ?? 0, 0, MostParts);
        var most = (int)Math.Clamp(request.Number("MaxParts") ?? PageSize, 0, PageSize);
        var upload = (await access.Store.Uploads.FindAsync(name, context.CancellationToken)).Accepted();
        var parts = (await access.Store.Uploads.ListPartsAsync(name, after, most + 1, context.CancellationToken)).Accepted();
        var shown = parts.Take(most).ToArray();
        var answer = new JsonObject
        {
            ["Bucket"] = bucket.Name,
            ["Key"] = name.Key,
            ["UploadId"] = name.UploadId,
            ["PartNumberMarker"] = after,
            ["NextPartNumberMarker"] = shown.Length == 0 ? 0 : shown[^1].Number,
            ["MaxParts"] = most,
            ["IsTruncated"] = most > 0 && parts.Count > most,
            ["Parts"] = new JsonArray([.. shown.Select(part => (JsonNode)Describe(part, upload))]),
            ["Initiator"] = new JsonObject { ["ID"] = upload.Initiator },
            ["Owner"] = S3Owner.Of(bucket.Account),
            ["StorageClass"] = upload.Description.StorageClass,
        };
        return WithAbort(answer, bucket, upload)
            .With("ChecksumAlgorithm", upload.IsChecksumNamed ? ChecksumMembers.WordOf(upload.Checksum) : null)
            .With("ChecksumType", upload.IsChecksumNamed ? upload.IsChecksumComposite ? "COMPOSITE" : "FULL_OBJECT" : null);
    }

    private static JsonObject Describe(UploadPart part, Upload upload) => new JsonObject
    {
        ["PartNumber"] = part.Number,
        ["LastModified"] = CanonicalJson.Timestamp(part.Modified),
        ["ETag"] = ObjectAnswers.Quoted(part.ETag),
        ["Size"] = part.SizeBytes,
    }.WithChecksum(upload.IsChecksumNamed ? part.Checksum : null, hasType: false);
}
