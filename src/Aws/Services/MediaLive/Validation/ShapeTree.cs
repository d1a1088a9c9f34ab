using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>The structures of the service's model: which member holds which structure, through lists.</summary>
internal static class ShapeTree
{
    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, string?>>> Shapes = new(Read);

    /// <summary>The members of a structure, each with the structure it holds itself or in a list; null for a member that holds none.</summary>
    public static IReadOnlyDictionary<string, string?> Members(string shape) => Shapes.Value[shape];

    private static FrozenDictionary<string, FrozenDictionary<string, string?>> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("models/medialive.json")!;
        using var model = JsonDocument.Parse(stream);
        var shapes = model.RootElement.GetProperty("shapes");
        return shapes.EnumerateObject().Where(shape => shape.Value.TryGetProperty("members", out _)).ToFrozenDictionary(
            shape => shape.Name,
            shape => shape.Value.GetProperty("members").EnumerateObject().ToFrozenDictionary(member => member.Name, member => Structure(shapes, member.Value.GetProperty("shape").GetString()!)));
    }

    private static string? Structure(JsonElement shapes, string name)
    {
        var shape = shapes.GetProperty(name);
        return shape.GetProperty("type").GetString() switch
        {
            "structure" => name,
            "list" => Structure(shapes, shape.GetProperty("member").GetProperty("shape").GetString()!),
            _ => null,
        };
    }
}
