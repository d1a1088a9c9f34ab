using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Headwater.Aws.Models;

/// <summary>The service models by name. What tells services apart is read at once; shapes when a service is first called. Safe for all threads.</summary>
public sealed class ModelCatalog
{
    private const string Prefix = "models/";

    private readonly FrozenDictionary<string, Func<Stream>> _descriptions;
    private readonly ConcurrentDictionary<string, Lazy<ServiceModel>> _models = new(StringComparer.Ordinal);

    /// <summary>A catalog of descriptions.</summary>
    /// <param name="descriptions">Opens each description by its model's name; may be called more than once.</param>
    public ModelCatalog(IReadOnlyDictionary<string, Func<Stream>> descriptions)
    {
        _descriptions = descriptions.ToFrozenDictionary(StringComparer.Ordinal);
        Services = _descriptions.ToFrozenDictionary(item => item.Key, item => ReadFacts(item.Key, item.Value), StringComparer.Ordinal);
    }

    /// <summary>The models that come with the platform.</summary>
    public static ModelCatalog Embedded { get; } = new(Resources(typeof(ModelCatalog).Assembly));

    /// <summary>What tells services apart, by model name.</summary>
    public FrozenDictionary<string, ServiceFacts> Services { get; }

    /// <summary>The model of that name, or null.</summary>
    public ServiceModel? Find(string name) =>
        _descriptions.TryGetValue(name, out var open) ? _models.GetOrAdd(name, key => new Lazy<ServiceModel>(() => Open(key, open))).Value : null;

    /// <summary>The model of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ServiceModel Get(string name) => Find(name) ?? throw new KeyNotFoundException($"There is no model {name}.");

    private static ServiceModel Open(string name, Func<Stream> open)
    {
        using var description = open();
        return ServiceModel.Read(name, description);
    }

    // The metadata stands first in each description, so that shapes need not be read to find it.
    private static ServiceFacts ReadFacts(string name, Func<Stream> open)
    {
        using var description = open();
        var start = new byte[Math.Min(8192, description.Length)];
        description.ReadExactly(start);
        var reader = new Utf8JsonReader(start, isFinalBlock: false, default);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("metadata"u8))
            {
                using var metadata = JsonDocument.ParseValue(ref reader);
                return ServiceFacts.Read(name, metadata.RootElement);
            }
        }

        throw new InvalidDataException($"The model {name} does not begin with its metadata.");
    }

    private static Dictionary<string, Func<Stream>> Resources(Assembly assembly) =>
        assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(
            name => Path.GetFileNameWithoutExtension(name[Prefix.Length..]), name => (Func<Stream>)(() => assembly.GetManifestResourceStream(name)!), StringComparer.Ordinal);
}
