using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Objects are copied inside the store.</summary>
internal sealed class ObjectCopies(S3Access access)
{
    /// <summary>Maps the operation.</summary>
    public void Map(S3Map map) => map.Object("CopyObject", PermissionsAsync, CopyAsync);

    private async ValueTask<IReadOnlyList<Permission>> PermissionsAsync(JsonObject request, CallContext context)
    {
        var put = await access.NeedAsync(context, "s3:PutObject", request.Required("Bucket"), request.Required("Key"));
        return [put, await CopySource.NeedAsync(access, request, context)];
    }

    private async ValueTask<JsonObject> CopyAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        S3Owner.CheckAcl(bucket, request);
        var source = CopySource.Read(request);
        var key = request.Required("Key");
        if (IsUnchanged(source, bucket.Name, key, request))
        {
            throw S3Error.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        using var content = await CopySource.OpenAsync(access, request, context);
        var from = content.Version;
        if (from.SizeBytes > Payloads.MostBytes)
        {
            throw S3Error.InvalidRequest($"The specified copy source is larger than the maximum allowable size for a copy source: {Payloads.MostBytes}");
        }

        var terms = new WriteTerms
        {
            IfMatch = request.Text("IfMatch") is { } match ? Preconditions.Bare(match) : null,
            IfNoneMatch = request.Text("IfNoneMatch") is { } none ? Preconditions.Bare(none) : null,
            Checksum = ChecksumMembers.AlgorithmOf(request.Text("ChecksumAlgorithm")) ?? from.Checksum?.Algorithm ?? ChecksumAlgorithm.Crc64Nvme,
        };
        await using var writer = (await access.Store.CreateAsync(bucket.Name, key, Describe(from, request), terms, context.CancellationToken)).Accepted();
        await using var bytes = content.TakeStream(0, from.SizeBytes);
        var version = await Payloads.StoreAsync(writer, bytes, from.SizeBytes, context.CancellationToken);
        return await AnswerAsync(bucket, version, source, from, context);
    }

    private static bool IsUnchanged(ObjectName source, string bucket, string key, JsonObject request) =>
        source == new ObjectName(bucket, key) && request.Text("MetadataDirective") != "REPLACE"
        && request.Text("StorageClass") is null && request.Text("WebsiteRedirectLocation") is null && request.Text("ServerSideEncryption") is null;

    private static ObjectDescription Describe(ObjectVersion from, JsonObject request)
    {
        var given = Descriptions.Read(request);
        if (request.Text("Tagging") is not null && request.Text("TaggingDirective") != "REPLACE")
        {
            throw S3Error.InvalidArgument("The tagging header can be given only when the tagging directive is REPLACE.", "x-amz-tagging", request.Text("Tagging"));
        }

        var tags = request.Text("TaggingDirective") == "REPLACE" ? given.Tags : from.Description.Tags;
        return request.Text("MetadataDirective") == "REPLACE"
            ? given with { Tags = tags }
            : from.Description with
            {
                Tags = tags,
                StorageClass = given.StorageClass,
                Encryption = given.Encryption,
                WebsiteRedirect = given.WebsiteRedirect,
            };
    }

    private async ValueTask<JsonObject> AnswerAsync(Bucket bucket, ObjectVersion version, ObjectName source, ObjectVersion from, CallContext context)
    {
        var sourceBucket = await access.Store.Buckets.FindAsync(source.Bucket, context.CancellationToken);
        var result = new JsonObject { ["ETag"] = ObjectAnswers.Quoted(version.ETag), ["LastModified"] = CanonicalJson.Timestamp(version.Modified) }.WithChecksum(version.Checksum);
        return new JsonObject { ["CopyObjectResult"] = result }
            .With("VersionId", ObjectAnswers.VersionIdOf(bucket, version.VersionId))
            .With("CopySourceVersionId", sourceBucket is null ? null : ObjectAnswers.VersionIdOf(sourceBucket, from.VersionId))
            .WithEncryption(bucket, version.Description.Encryption);
    }
}
