using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>Reads settings of deep trees by the model's member names; what is absent is null or empty, never a fault.</summary>
internal static class Settings
{
    extension(JsonObject? settings)
    {
        /// <summary>A text or an enum's word, or null.</summary>
        public string? Text(string member) => settings?[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

        /// <summary>A number, or null.</summary>
        public decimal? Number(string member) =>
            settings?[member] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

        /// <summary>A whole number of 32 bits, or null.</summary>
        public int? Whole(string member) =>
            settings.Number(member) is { } number && number >= int.MinValue && number <= int.MaxValue ? (int)number : null;

        /// <summary>Whether a flag is there and true.</summary>
        public bool Flag(string member) => settings?[member] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

        /// <summary>A structure, or null.</summary>
        public JsonObject? Child(string member) => settings?[member] as JsonObject;

        /// <summary>The structures of a list, in order.</summary>
        public IReadOnlyList<JsonObject> Children(string member) => [.. (settings?[member] as JsonArray ?? []).OfType<JsonObject>()];

        /// <summary>The texts of a list, in order.</summary>
        public IReadOnlyList<string> Texts(string member) =>
            [.. (settings?[member] as JsonArray ?? []).OfType<JsonValue>().Select(value => value.TryGetValue(out string? text) ? text : null).OfType<string>()];

        /// <summary>Names of the members that are there.</summary>
        public IReadOnlyList<string> Present => settings is null ? [] : [.. settings.Where(member => member.Value is not null).Select(member => member.Key)];

        /// <summary>A copy with only some members, those that are there.</summary>
        public JsonObject Only(params ReadOnlySpan<string> members)
        {
            var copy = new JsonObject();
            foreach (var member in members)
            {
                if (settings?[member] is { } value)
                {
                    copy[member] = value.DeepClone();
                }
            }

            return copy;
        }
    }

    /// <summary>A list of texts as JSON.</summary>
    public static JsonArray ToJson(this IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>Tags as JSON.</summary>
    public static JsonObject ToJson(this IReadOnlyDictionary<string, string> tags) => new(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
}
