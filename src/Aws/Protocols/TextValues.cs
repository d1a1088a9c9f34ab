using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols;

/// <summary>Single values as texts: XML, forms, headers, query strings and labels share them.</summary>
internal static class TextValues
{
    /// <summary>Reads a text as the model's kind.</summary>
    /// <param name="member">What is read.</param>
    /// <param name="text">Its text.</param>
    /// <param name="path">Where it stands, for the message.</param>
    /// <exception cref="Calls.AwsException">It is not of that kind.</exception>
    public static JsonNode Read(Member member, string text, string path) => member.Shape.Kind switch
    {
        ShapeKind.String or ShapeKind.Document => JsonValue.Create(text),
        ShapeKind.Boolean => JsonValue.Create(Boolean(text, path)),
        ShapeKind.Integer => JsonValue.Create(Integer(text, path)),
        ShapeKind.Long => JsonValue.Create(Long(text, path)),
        ShapeKind.Float or ShapeKind.Double => Double(text, path),
        ShapeKind.Blob => JsonValue.Create(Blob(text, path)),
        ShapeKind.Timestamp => JsonValue.Create(Timestamps.FromText(text) ?? throw WireFault.WrongKind(path, "a timestamp")),
        _ => throw WireFault.WrongKind(path, "a single value"),
    };

    /// <summary>Writes a canonical value as text.</summary>
    /// <param name="member">What is written.</param>
    /// <param name="value">Its canonical value.</param>
    /// <param name="usual">How moments are written here unless the model says otherwise.</param>
    public static string Write(Member member, JsonNode value, TimestampFormat usual) => member.Shape.Kind switch
    {
        ShapeKind.Timestamp => Timestamps.ToText(value.ToString(), member.TimestampFormat ?? usual),
        ShapeKind.Boolean => value.GetValueKind() == System.Text.Json.JsonValueKind.True ? "true" : "false",
        ShapeKind.Document => value.ToJsonString(),
        _ => value.ToString(),
    };

    /// <summary>A binary fraction as canonical documents hold it: a number, or the names of what JSON has no number for.</summary>
    public static JsonNode Number(double value) => double.IsFinite(value)
        ? JsonValue.Create(value)
        : JsonValue.Create(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");

    /// <summary>Base64 in its canonical form.</summary>
    /// <exception cref="Calls.AwsException">It is not base64.</exception>
    public static string Blob(string text, string path)
    {
        var bytes = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Convert.ToBase64String(bytes.AsSpan(0, length)) : throw WireFault.WrongKind(path, "base64");
    }

    /// <summary>JSON that a header carries as base64.</summary>
    public static string EncodeJson(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    private static bool Boolean(string text, string path) => text switch
    {
        "true" or "True" or "TRUE" or "1" => true,
        "false" or "False" or "FALSE" or "0" => false,
        _ => throw WireFault.WrongKind(path, "a Boolean"),
    };

    private static int Integer(string text, string path) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw WireFault.WrongKind(path, "a 32-bit integer");

    private static long Long(string text, string path) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw WireFault.WrongKind(path, "a 64-bit integer");

    private static JsonNode Double(string text, string path) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Number(value) : throw WireFault.WrongKind(path, "a number");
}
