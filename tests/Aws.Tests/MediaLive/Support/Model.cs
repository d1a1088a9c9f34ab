using System.Text.Json;
using Headwater.Aws.Services.MediaLive;

namespace Headwater.Aws.Tests.MediaLive.Support;

/// <summary>Facts of the service's model.</summary>
internal static class Model
{
    private static readonly Lazy<JsonElement> Root = new(() =>
    {
        using var stream = typeof(MediaLiveService).Assembly.GetManifestResourceStream("models/medialive.json")!;
        return JsonDocument.Parse(stream).RootElement;
    });

    public static IEnumerable<string> Enum(string shape) => Shape(shape).GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);

    public static IEnumerable<string> Members(string shape) => Shape(shape).GetProperty("members").EnumerateObject().Select(member => member.Name);

    public static IEnumerable<string> Operations => Root.Value.GetProperty("operations").EnumerateObject().Select(operation => operation.Name);

    public static IEnumerable<string> MembersOfInput(string operation) => Members(Root.Value.GetProperty("operations").GetProperty(operation).GetProperty("input").GetProperty("shape").GetString()!);

    public static IReadOnlyList<string>? MembersOfOutput(string operation) =>
        Root.Value.GetProperty("operations").GetProperty(operation).TryGetProperty("output", out var output) ? [.. Members(output.GetProperty("shape").GetString()!)] : null;

    private static JsonElement Shape(string name) => Root.Value.GetProperty("shapes").GetProperty(name);
}
