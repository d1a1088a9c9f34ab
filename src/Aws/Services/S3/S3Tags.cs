using System.Net;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.S3;

/// <summary>Tags between their three forms: a list of structures, the text of a header, and pairs.</summary>
internal static class S3Tags
{
    /// <summary>Reads a tag set.</summary>
    /// <param name="tags">The model's structures.</param>
    /// <param name="most">How many there may be.</param>
    public static Dictionary<string, string> Read(IEnumerable<JsonObject> tags, int most) =>
        Checked(tags.Select(tag => (tag.Text("Key") ?? "", tag.Text("Value") ?? "")), most);

    /// <summary>Reads the header's text, which is written like a query; null for none.</summary>
    public static Dictionary<string, string> Read(string? header, int most) =>
        Checked((header ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair =>
            (WebUtility.UrlDecode(pair[0]), pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "")), most);

    /// <summary>The model's structures.</summary>
    public static JsonArray Write(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })];

    private static Dictionary<string, string> Checked(IEnumerable<(string Key, string Value)> tags, int most)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > 128 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw S3Error.Of("InvalidTag", 400, key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
                    ? "System tags cannot be added/updated by requester" : "The TagKey you have provided is invalid");
            }

            if (value.Length > 256)
            {
                throw S3Error.Of("InvalidTag", 400, "The TagValue you have provided is invalid");
            }

            if (!read.TryAdd(key, value))
            {
                throw S3Error.Of("InvalidTag", 400, "Cannot provide multiple Tags with the same key");
            }
        }

        return read.Count <= most ? read : throw (most > 10
            ? S3Error.Of("BadRequest", 400, $"Bucket tag count cannot be greater than {most}")
            : S3Error.Of("BadRequest", 400, $"Object tags cannot be greater than {most}"));
    }
}
