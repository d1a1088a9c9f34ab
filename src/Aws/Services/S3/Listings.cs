using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;
using Headwater.Objects.Listing;

namespace Headwater.Aws.Services.S3;

/// <summary>What is in a bucket, page by page.</summary>
internal sealed class Listings(S3Access access)
{
    private const int PageSize = 1000;

    /// <summary>Maps the operations.</summary>
    public void Map(S3Map map)
    {
        map.Bucket("ListObjects", "s3:ListBucket", ListAsync, Conditions);
        map.Bucket("ListObjectsV2", "s3:ListBucket", ListV2Async, Conditions);
        map.Bucket("ListObjectVersions", "s3:ListBucketVersions", ListVersionsAsync, Conditions);
        map.Bucket("ListMultipartUploads", "s3:ListBucketMultipartUploads", ListUploadsAsync);
    }

    private static Dictionary<string, string> Conditions(JsonObject request)
    {
        var conditions = new Dictionary<string, string>();
        foreach (var (key, value) in new[] { ("s3:prefix", request.Text("Prefix")), ("s3:delimiter", request.Text("Delimiter")), ("s3:max-keys", request.Number("MaxKeys")?.ToString()) })
        {
            if (value is not null)
            {
                conditions[key] = value;
            }
        }

        return conditions;
    }

    private async ValueTask<JsonObject> ListAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var query = QueryOf(request, "MaxKeys") with { AfterKey = NotEmpty(request.Text("Marker")) };
        var page = (await access.Store.ListAsync(bucket.Name, query, context.CancellationToken)).Accepted();
        var text = Encoder(request);
        return Frame(bucket, page, request, text, query)
            .With("Contents", Contents(page, bucket, text, hasOwner: true))
            .With("Marker", text(request.Text("Marker") ?? ""))
            .With("NextMarker", page.IsTruncated && query.Delimiter is not null ? text(page.NextKey!) : null);
    }

    private async ValueTask<JsonObject> ListV2Async(Bucket bucket, JsonObject request, CallContext context)
    {
        var token = request.Text("ContinuationToken");
        var query = QueryOf(request, "MaxKeys") with { AfterKey = token is null ? NotEmpty(request.Text("StartAfter")) : KeyOf(token) };
        var page = (await access.Store.ListAsync(bucket.Name, query, context.CancellationToken)).Accepted();
        var text = Encoder(request);
        return Frame(bucket, page, request, text, query)
            .With("Contents", Contents(page, bucket, text, request.Flag("FetchOwner")))
            .With("KeyCount", page.Items.Count + page.CommonPrefixes.Count)
            .With("ContinuationToken", token)
            .With("NextContinuationToken", page.IsTruncated ? TokenOf(page.NextKey!) : null)
            .With("StartAfter", token is null && request.Text("StartAfter") is { Length: > 0 } start ? text(start) : null);
    }

    private async ValueTask<JsonObject> ListVersionsAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var (keyMarker, versionMarker) = (NotEmpty(request.Text("KeyMarker")), request.Text("VersionIdMarker"));
        if (versionMarker is not null && keyMarker is null)
        {
            throw S3Error.InvalidArgument("A version-id marker cannot be specified without a key marker.", "version-id-marker", versionMarker);
        }

        if (versionMarker is "")
        {
            throw S3Error.InvalidArgument("A version-id marker cannot be empty.", "version-id-marker", "");
        }

        var query = QueryOf(request, "MaxKeys") with { AfterKey = keyMarker, AfterId = versionMarker };
        var page = (await access.Store.ListVersionsAsync(bucket.Name, query, context.CancellationToken)).Accepted();
        var text = Encoder(request);
        return Frame(bucket, page, request, text, query)
            .With("KeyMarker", text(keyMarker ?? ""))
            .With("VersionIdMarker", versionMarker ?? "")
            .With("NextKeyMarker", page.NextKey is { } key ? text(key) : null)
            .With("NextVersionIdMarker", page.NextId)
            .With("Versions", Array(page.Items.Where(item => !item.Version.IsDeleteMarker).Select(item => Describe(item, bucket, text))))
            .With("DeleteMarkers", Array(page.Items.Where(item => item.Version.IsDeleteMarker).Select(item => DescribeMarker(item, bucket, text))));
    }

    private async ValueTask<JsonObject> ListUploadsAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var keyMarker = NotEmpty(request.Text("KeyMarker"));
        var query = QueryOf(request, "MaxUploads") with { AfterKey = keyMarker, AfterId = keyMarker is null ? null : NotEmpty(request.Text("UploadIdMarker")) };
        var page = (await access.Store.Uploads.ListAsync(bucket.Name, query, context.CancellationToken)).Accepted();
        var text = Encoder(request);
        var answer = Frame(bucket, page, request, text, query);
        answer.Remove("Name");
        answer.Remove("MaxKeys");
        return answer
            .With("Bucket", bucket.Name)
            .With("MaxUploads", query.Limit)
            .With("KeyMarker", text(keyMarker ?? ""))
            .With("UploadIdMarker", request.Text("UploadIdMarker") ?? "")
            .With("NextKeyMarker", page.NextKey is { } key ? text(key) : null)
            .With("NextUploadIdMarker", page.NextId)
            .With("Uploads", Array(page.Items.Select(upload => Describe(upload, bucket, text))));
    }

    private static ListQuery QueryOf(JsonObject request, string limit) => new()
    {
        Prefix = request.Text("Prefix") ?? "",
        Delimiter = NotEmpty(request.Text("Delimiter")),
        Limit = request.Number(limit) switch
        {
            null => PageSize,
            < 0 => throw S3Error.InvalidArgument($"Argument {limit} must be an integer between 0 and 2147483647", limit, $"{request.Number(limit)}"),
            { } given => (int)Math.Min(given, PageSize),
        },
    };

    private static JsonObject Frame<T>(Bucket bucket, ListPage<T> page, JsonObject request, Func<string, string> text, ListQuery query) =>
        new JsonObject
        {
            ["Name"] = bucket.Name,
            ["Prefix"] = text(query.Prefix),
            ["MaxKeys"] = query.Limit,
            ["IsTruncated"] = page.IsTruncated,
        }
        .With("Delimiter", query.Delimiter is { } delimiter ? text(delimiter) : null)
        .With("EncodingType", request.Text("EncodingType"))
        .With("CommonPrefixes", Array(page.CommonPrefixes.Select(prefix => new JsonObject { ["Prefix"] = text(prefix) })));

    private static JsonArray? Contents(ListPage<ObjectVersion> page, Bucket bucket, Func<string, string> text, bool hasOwner) =>
        Array(page.Items.Select(version => Describe(version, text).With("Owner", hasOwner ? S3Owner.Of(bucket.Account) : null)));

    private static JsonObject Describe(ObjectVersion version, Func<string, string> text) =>
        new JsonObject
        {
            ["Key"] = text(version.Key),
            ["LastModified"] = CanonicalJson.Timestamp(version.Modified),
            ["ETag"] = ObjectAnswers.Quoted(version.ETag),
            ["Size"] = version.SizeBytes,
            ["StorageClass"] = version.Description.StorageClass,
        }
        .With("ChecksumAlgorithm", version.Checksum is { } checksum ? new JsonArray(ChecksumMembers.WordOf(checksum.Algorithm)) : null)
        .With("ChecksumType", version.Checksum is { } typed ? ChecksumMembers.TypeOf(typed) : null);

    private static JsonObject Describe(ListedVersion item, Bucket bucket, Func<string, string> text) =>
        Describe(item.Version, text).With("VersionId", item.Version.VersionId).With("IsLatest", item.IsLatest).With("Owner", S3Owner.Of(bucket.Account));

    private static JsonObject DescribeMarker(ListedVersion item, Bucket bucket, Func<string, string> text) => new()
    {
        ["Key"] = text(item.Version.Key),
        ["VersionId"] = item.Version.VersionId,
        ["IsLatest"] = item.IsLatest,
        ["LastModified"] = CanonicalJson.Timestamp(item.Version.Modified),
        ["Owner"] = S3Owner.Of(bucket.Account),
    };

    private static JsonObject Describe(Upload upload, Bucket bucket, Func<string, string> text) =>
        new JsonObject
        {
            ["UploadId"] = upload.UploadId,
            ["Key"] = text(upload.Key),
            ["Initiated"] = CanonicalJson.Timestamp(upload.Initiated),
            ["StorageClass"] = upload.Description.StorageClass,
            ["Owner"] = S3Owner.Of(bucket.Account),
            ["Initiator"] = new JsonObject { ["ID"] = upload.Initiator },
        }
        .With("ChecksumAlgorithm", upload.IsChecksumNamed ? ChecksumMembers.WordOf(upload.Checksum) : null);

    private static JsonArray? Array(IEnumerable<JsonObject> items)
    {
        var array = new JsonArray([.. items]);
        return array.Count == 0 ? null : array;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Func<string, string> Encoder(JsonObject request) =>
        request.Text("EncodingType") == "url" ? text => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal) : text => text;

    private static string TokenOf(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes("1" + key));

    private static string KeyOf(string token)
    {
        Span<byte> bytes = stackalloc byte[2048];
        return Convert.TryFromBase64String(token, bytes, out var length) && length > 0 && bytes[0] == '1'
            ? Encoding.UTF8.GetString(bytes[1..length])
            : throw S3Error.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
    }
}
