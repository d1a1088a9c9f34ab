using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Objects are read and described.</summary>
internal sealed class ObjectReads(S3Access access)
{
    private const int MostParts = 1000;

    private static readonly string[] s_overrides =
        ["ResponseCacheControl", "ResponseContentDisposition", "ResponseContentEncoding", "ResponseContentLanguage", "ResponseContentType", "ResponseExpires"];

    /// <summary>Maps the operations.</summary>
    public void Map(S3Map map)
    {
        var action = S3Map.Versioned("s3:GetObject", "s3:GetObjectVersion");
        map.Object("GetObject", action, GetAsync);
        map.Object("HeadObject", action, HeadAsync);
        map.Object("GetObjectAttributes", S3Map.Versioned("s3:GetObjectAttributes", "s3:GetObjectVersionAttributes"), AttributesAsync);
    }

    private async ValueTask<JsonObject> GetAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        Check(request, context);
        var opened = await access.Store.OpenAsync(NameOf(request), context.CancellationToken);
        using var content = opened.IsGood ? opened.Value : throw await access.MissingAsync(context, bucket.Name, opened.Refusal);
        var version = content.Version;
        Preconditions.Of(request).CheckRead(version, context);
        if (!version.IsReadable(context.Time))
        {
            throw new AwsException("InvalidObjectState", "The operation is not valid for the object's storage class")
            {
                Status = 403,
                Members = new JsonObject { ["StorageClass"] = version.Description.StorageClass },
            };
        }

        var answer = Describe(bucket, version, request, context, out var range);
        context.ResponseBody = content.TakeStream(range.Offset, range.Count);
        return answer;
    }

    private async ValueTask<JsonObject> HeadAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        Check(request, context);
        var version = await FindAsync(bucket, request, context);
        Preconditions.Of(request).CheckRead(version, context);
        return Describe(bucket, version, request, context, out _);
    }

    private async ValueTask<JsonObject> AttributesAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        Encryptions.RefuseCustomerKeys(request);
        var version = await FindAsync(bucket, request, context);
        var wanted = request.Texts("ObjectAttributes").ToHashSet();
        return new JsonObject { ["LastModified"] = CanonicalJson.Timestamp(version.Modified) }
            .With("VersionId", ObjectAnswers.VersionIdOf(bucket, version.VersionId))
            .With("ETag", wanted.Contains("ETag") ? version.ETag : null)
            .With("Checksum", wanted.Contains("Checksum") && version.Checksum is not null ? new JsonObject().WithChecksum(version.Checksum) : null)
            .With("ObjectParts", wanted.Contains("ObjectParts") && version.IsMultipart ? PartsOf(version, request) : null)
            .With("StorageClass", wanted.Contains("StorageClass") ? version.Description.StorageClass : null)
            .With("ObjectSize", wanted.Contains("ObjectSize") ? version.SizeBytes : null);
    }

    private static ObjectName NameOf(JsonObject request) => new(request.Required("Bucket"), request.Required("Key"), request.Text("VersionId"));

    private static void Check(JsonObject request, CallContext context)
    {
        Encryptions.RefuseCustomerKeys(request);
        if (context.Principal.Kind == PrincipalKind.Anonymous && s_overrides.Any(name => request.Text(name) is not null))
        {
            throw S3Error.InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
        }
    }

    private static JsonObject Describe(Bucket bucket, ObjectVersion version, JsonObject request, CallContext context, out ByteRange range)
    {
        var answer = ObjectAnswers.Read(bucket, version, request, context);
        var asked = request.Number("PartNumber") is { } number ? PartOf(version, number, request, answer) : RangeOf(version, request, context);
        range = asked ?? new ByteRange(0, version.SizeBytes);
        answer["ContentLength"] = range.Count;
        if (asked is not null && range.Count > 0)
        {
            answer["ContentRange"] = range.ContentRange(version.SizeBytes);
            context.ResponseStatus = 206;
        }

        // A client would hold the whole's checksum against a part of the bytes.
        return request.Text("ChecksumMode") == "ENABLED" && (asked is null || range.Count == version.SizeBytes) ? answer.WithChecksum(version.Checksum) : answer;
    }

    private static ByteRange? RangeOf(ObjectVersion version, JsonObject request, CallContext context)
    {
        var range = ByteRange.Read(request.Text("Range"), version.SizeBytes);
        if (range is { Count: 0 })
        {
            context.ResponseHeaders["Content-Range"] = $"bytes */{version.SizeBytes}";
            throw new AwsException("InvalidRange", "The requested range is not satisfiable")
            {
                Status = 416,
                Members = new JsonObject { ["RangeRequested"] = request.Text("Range"), ["ActualObjectSize"] = version.SizeBytes },
            };
        }

        return range;
    }

    private static ByteRange PartOf(ObjectVersion version, long number, JsonObject request, JsonObject answer)
    {
        if (request.Text("Range") is not null)
        {
            throw S3Error.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }

        var index = version.Parts.ToList().FindIndex(part => part.Number == number);
        if (index < 0)
        {
            throw S3Error.Of("InvalidPartNumber", 416, "The requested partnumber is not satisfiable");
        }

        if (version.IsMultipart)
        {
            answer["PartsCount"] = version.Parts.Count;
        }

        return new ByteRange(version.Parts.Take(index).Sum(part => part.SizeBytes), version.Parts[index].SizeBytes);
    }

    private static JsonObject PartsOf(ObjectVersion version, JsonObject request)
    {
        var after = request.Number("PartNumberMarker") ?? 0;
        var most = (int)Math.Clamp(request.Number("MaxParts") ?? MostParts, 0, MostParts);
        var rest = version.Parts.Where(part => part.Number > after).ToArray();
        var answer = new JsonObject { ["TotalPartsCount"] = version.Parts.Count, ["PartNumberMarker"] = after, ["MaxParts"] = most, ["IsTruncated"] = rest.Length > most };
        if (rest.Length > 0 && most > 0)
        {
            answer["NextPartNumberMarker"] = rest[Math.Min(most, rest.Length) - 1].Number;
        }

        return answer.With("Parts", new JsonArray([.. rest.Take(most).Select(part =>
            (JsonNode)new JsonObject { ["PartNumber"] = part.Number, ["Size"] = part.SizeBytes }.WithChecksum(part.Checksum, hasType: false))]));
    }

    private async ValueTask<ObjectVersion> FindAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var found = await access.Store.FindAsync(NameOf(request), context.CancellationToken);
        var refusal = found.IsGood ? found.Value.IsDeleteMarker ? new Refusal.IsMarker(found.Value) : null : found.Refusal;
        return refusal is null ? found.Value! : throw await access.MissingAsync(context, bucket.Name, refusal);
    }
}
