using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Objects are written, deleted, tagged and restored.</summary>
internal sealed class ObjectWrites(S3Access access)
{
    private const int MostDeleted = 1000;

    /// <summary>Maps the operations.</summary>
    public void Map(S3Map map)
    {
        map.Object("PutObject", PutPermissionsAsync, PutAsync);
        map.Object("DeleteObject", S3Map.Versioned("s3:DeleteObject", "s3:DeleteObjectVersion"), DeleteAsync);
        map.BucketByObject("DeleteObjects", DeleteManyAsync);
        map.Object("RestoreObject", _ => "s3:RestoreObject", RestoreAsync);
        map.Object("GetObjectTagging", S3Map.Versioned("s3:GetObjectTagging", "s3:GetObjectVersionTagging"), GetTagsAsync);
        map.Object("PutObjectTagging", S3Map.Versioned("s3:PutObjectTagging", "s3:PutObjectVersionTagging"), PutTagsAsync);
        map.Object("DeleteObjectTagging", S3Map.Versioned("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"), DeleteTagsAsync);
        map.Object("GetObjectAcl", S3Map.Versioned("s3:GetObjectAcl", "s3:GetObjectVersionAcl"), GetAclAsync);
        map.Object("PutObjectAcl", S3Map.Versioned("s3:PutObjectAcl", "s3:PutObjectVersionAcl"), PutAclAsync);
    }

    private static ObjectName NameOf(JsonObject request) => new(request.Required("Bucket"), request.Required("Key"), request.Text("VersionId"));

    private async ValueTask<IReadOnlyList<Permission>> PutPermissionsAsync(JsonObject request, CallContext context)
    {
        var (bucket, key) = (request.Required("Bucket"), request.Required("Key"));
        var put = await access.NeedAsync(context, "s3:PutObject", bucket, key);
        return request.Text("Tagging") is null ? [put] : [put, await access.NeedAsync(context, "s3:PutObjectTagging", bucket, key)];
    }

    private async ValueTask<JsonObject> PutAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        S3Owner.CheckAcl(bucket, request);
        if (request.Number("WriteOffsetBytes") is not null)
        {
            throw S3Error.NotImplemented("Appending to objects is not run by this platform.");
        }

        var given = ChecksumMembers.Given(request);
        var terms = new WriteTerms
        {
            IfMatch = request.Text("IfMatch") is { } match ? Preconditions.Bare(match) : null,
            IfNoneMatch = request.Text("IfNoneMatch") is { } none ? Preconditions.Bare(none) : null,
            Md5 = Payloads.Md5Of(request),
            Checksum = ChecksumMembers.Named(request, context) ?? ChecksumAlgorithm.Crc64Nvme,
            ExpectedChecksum = given?.Value,
        };
        var name = NameOf(request);
        await using var writer = (await access.Store.CreateAsync(name.Bucket, name.Key, Descriptions.Read(request), terms, context.CancellationToken)).Accepted();
        var version = await Payloads.StoreAsync(writer, context);
        return ObjectAnswers.Written(bucket, version).With("Size", null);
    }

    private async ValueTask<JsonObject> DeleteAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var deletion = (await access.Store.DeleteAsync(NameOf(request), ConditionOf(request.Text("IfMatch"), request.Number("IfMatchSize"), request.Time("IfMatchLastModifiedTime")), context.CancellationToken)).Accepted();
        return new JsonObject().With("DeleteMarker", deletion.IsMarker ? true : null).With("VersionId", deletion.VersionId);
    }

    private static Func<ObjectVersion?, bool>? ConditionOf(string? etag, long? size, DateTimeOffset? modified)
    {
        if (etag is null && size is null && modified is null)
        {
            return null;
        }

        return version => version is { IsDeleteMarker: false } && (etag is null || Preconditions.Names(etag, version.ETag)) && (size is null || size == version.SizeBytes)
            && (modified is null || modified.Value.ToUnixTimeSeconds() == version.Modified.ToUnixTimeSeconds());
    }

    private async ValueTask<JsonObject> DeleteManyAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var delete = request.Structure("Delete") ?? throw S3Error.MalformedXml();
        var objects = delete.List("Objects").ToArray();
        if (objects.Length is 0 or > MostDeleted)
        {
            throw S3Error.MalformedXml();
        }

        var (deleted, errors) = (new JsonArray(), new JsonArray());
        foreach (var each in objects)
        {
            try
            {
                deleted.Add(await DeleteOneAsync(bucket, each, context));
            }
            catch (AwsException error)
            {
                errors.Add(new JsonObject { ["Key"] = each.Text("Key"), ["Code"] = error.Code, ["Message"] = error.Message }.With("VersionId", each.Text("VersionId")));
            }
        }

        return new JsonObject().With("Deleted", delete.Flag("Quiet") ? null : deleted).With("Errors", errors.Count == 0 ? null : errors);
    }

    private async ValueTask<JsonObject> DeleteOneAsync(Bucket bucket, JsonObject each, CallContext context)
    {
        var name = new ObjectName(bucket.Name, each.Required("Key"), each.Text("VersionId"));
        var need = await access.NeedAsync(context, name.VersionId is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", bucket.Name, name.Key);
        if (await access.RefusalAsync(context, need) is { } words)
        {
            throw S3Error.AccessDenied(words);
        }

        var condition = ConditionOf(each.Text("ETag"), each.Number("Size"), each.Time("LastModifiedTime"));
        var deletion = (await access.Store.DeleteAsync(name, condition, context.CancellationToken)).Accepted();
        return new JsonObject { ["Key"] = name.Key }
            .With("VersionId", name.VersionId)
            .With("DeleteMarker", deletion.IsMarker ? true : null)
            .With("DeleteMarkerVersionId", deletion.IsMarker ? deletion.VersionId : null);
    }

    private async ValueTask<JsonObject> RestoreAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var restore = request.Structure("RestoreRequest") ?? throw S3Error.MalformedXml();
        if (restore.Text("Type") is not null || restore.Structure("SelectParameters") is not null)
        {
            throw S3Error.NotImplemented("Selecting from archives is not run by this platform.");
        }

        var days = restore.Number("Days") is { } given and > 0 ? given : throw S3Error.MalformedXml();
        var wasRestored = false;
        var updated = await access.Store.UpdateAsync(NameOf(request), version =>
        {
            if (!StorageClasses.IsArchive(version.Description.StorageClass))
            {
                throw S3Error.Of("InvalidObjectState", 403, "Restore is not allowed for the object's current storage class");
            }

            wasRestored = version.RestoredUntil > context.Time;
            return version with { RestoredUntil = context.Time.AddDays(days) };
        }, context.CancellationToken);
        if (!updated.IsGood)
        {
            throw await access.MissingAsync(context, bucket.Name, updated.Refusal);
        }

        context.ResponseStatus = wasRestored ? 200 : 202;
        return [];
    }

    private async ValueTask<JsonObject> GetTagsAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var found = await access.Store.FindAsync(NameOf(request), context.CancellationToken);
        if (!found.IsGood || found.Value.IsDeleteMarker)
        {
            throw await access.MissingAsync(context, bucket.Name, found.Refusal ?? new Refusal.IsMarker(found.Value!));
        }

        return new JsonObject { ["TagSet"] = S3Tags.Write(found.Value.Description.Tags) }.With("VersionId", ObjectAnswers.VersionIdOf(bucket, found.Value.VersionId));
    }

    private ValueTask<JsonObject> PutTagsAsync(Bucket bucket, JsonObject request, CallContext context) =>
        SetTagsAsync(bucket, request, S3Tags.Read(request.Structure("Tagging")?.List("TagSet") ?? [], Descriptions.MostTags), context);

    private async ValueTask<JsonObject> DeleteTagsAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var answer = await SetTagsAsync(bucket, request, [], context);
        context.ResponseStatus = 204;
        return answer;
    }

    private async ValueTask<JsonObject> SetTagsAsync(Bucket bucket, JsonObject request, Dictionary<string, string> tags, CallContext context)
    {
        var updated = await access.Store.UpdateAsync(
            NameOf(request), version => version with { Description = version.Description with { Tags = tags } }, context.CancellationToken);
        return updated.IsGood
            ? new JsonObject().With("VersionId", ObjectAnswers.VersionIdOf(bucket, updated.Value.VersionId))
            : throw await access.MissingAsync(context, bucket.Name, updated.Refusal);
    }

    private async ValueTask<JsonObject> GetAclAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        await GetTagsAsync(bucket, request, context);
        return S3Owner.Acl(bucket.Account);
    }

    private async ValueTask<JsonObject> PutAclAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        await GetTagsAsync(bucket, request, context);
        S3Owner.CheckAcl(bucket, request);
        return [];
    }
}
