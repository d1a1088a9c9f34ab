using System.Text;
using System.Text.Json.Nodes;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>What a writer says of an object.</summary>
internal static class Descriptions
{
    /// <summary>Tags an object may have.</summary>
    public const int MostTags = 10;

    private const int MostMetadataBytes = 2048;

    private static readonly string[] s_elsewhere = ["OUTPOSTS", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP"];

    /// <summary>Reads it from a request that writes.</summary>
    public static ObjectDescription Read(JsonObject request)
    {
        if (request.Text("ObjectLockMode") is not null || request.Text("ObjectLockLegalHoldStatus") is not null || request.Text("ObjectLockRetainUntilDate") is not null)
        {
            throw S3Error.InvalidRequest("Bucket is missing Object Lock Configuration");
        }

        return new ObjectDescription
        {
            ContentType = request.Text("ContentType"),
            CacheControl = request.Text("CacheControl"),
            ContentDisposition = request.Text("ContentDisposition"),
            ContentEncoding = EncodingOf(request.Text("ContentEncoding")),
            ContentLanguage = request.Text("ContentLanguage"),
            Expires = request.Text("Expires"),
            WebsiteRedirect = RedirectOf(request),
            Metadata = MetadataOf(request),
            Tags = S3Tags.Read(request.Text("Tagging"), MostTags),
            StorageClass = StorageClassOf(request),
            Encryption = Encryptions.Asked(request),
        };
    }

    /// <summary>The storage class a request names.</summary>
    public static string StorageClassOf(JsonObject request) =>
        request.Text("StorageClass") is not { } named ? StorageClasses.Standard
            : s_elsewhere.Contains(named) ? throw S3Error.Of("InvalidStorageClass", 400, "The storage class you specified is not valid") : named;

    // Says how the payload travelled, not what the object is.
    private static string? EncodingOf(string? header)
    {
        var codings = (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(coding => coding != "aws-chunked").ToArray();
        return codings.Length == 0 ? null : string.Join(",", codings);
    }

    private static string? RedirectOf(JsonObject request) => request.Text("WebsiteRedirectLocation") switch
    {
        null => null,
        ['/', ..] or ['h', 't', 't', 'p', ':', '/', '/', ..] or ['h', 't', 't', 'p', 's', ':', '/', '/', ..] => request.Text("WebsiteRedirectLocation"),
        var other => throw S3Error.InvalidArgument("The website redirect location must have a prefix of 'http://' or 'https://' or '/'.", "x-amz-website-redirect-location", other),
    };

    private static Dictionary<string, string> MetadataOf(JsonObject request)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Map("Metadata"))
        {
            metadata[name.ToLowerInvariant()] = value;
        }

        var size = metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        return size <= MostMetadataBytes ? metadata : throw S3Error.Of("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size");
    }
}
