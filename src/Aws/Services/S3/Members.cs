using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.S3;

/// <summary>Reads members of canonical documents. Requests fit the model already, so a member is of its type or absent.</summary>
internal static class Members
{
    extension(JsonObject document)
    {
        /// <summary>A text that must be there.</summary>
        public string Required(string name) => document.Text(name) ?? throw S3Error.Of("InvalidRequest", 400, $"Missing required member {name}.");

        /// <summary>A text, or null.</summary>
        public string? Text(string name) => document[name]?.Deserialize<string>();

        /// <summary>A number, or null.</summary>
        public long? Number(string name) => document[name]?.Deserialize<long>();

        /// <summary>Whether a flag is set.</summary>
        public bool Flag(string name) => document[name]?.Deserialize<bool>() ?? false;

        /// <summary>A time, or null.</summary>
        public DateTimeOffset? Time(string name) => document[name]?.Deserialize<DateTimeOffset>();

        /// <summary>A structure, or null.</summary>
        public JsonObject? Structure(string name) => document[name] as JsonObject;

        /// <summary>The structures of a list; empty when it is not there.</summary>
        public IEnumerable<JsonObject> List(string name) => (document[name] as JsonArray)?.OfType<JsonObject>() ?? [];

        /// <summary>The texts of a list; empty when it is not there.</summary>
        public IEnumerable<string> Texts(string name) => (document[name] as JsonArray)?.Select(item => item!.Deserialize<string>()!) ?? [];

        /// <summary>The pairs of a map of texts; empty when it is not there.</summary>
        public IEnumerable<KeyValuePair<string, string>> Map(string name) =>
            document.Structure(name)?.Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.Deserialize<string>()!)) ?? [];

        /// <summary>Sets a member that has a value; what is null stays absent.</summary>
        public JsonObject With(string name, JsonNode? value)
        {
            if (value is not null)
            {
                document[name] = value;
            }

            return document;
        }
    }
}
