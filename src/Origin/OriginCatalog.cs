using System.Collections.Frozen;

namespace Headwater.Origin;

/// <summary>The endpoints that are served. Readers see one whole picture; publishing swaps it.</summary>
public sealed class OriginCatalog
{
    private FrozenDictionary<string, OriginEndpoint> _endpoints = FrozenDictionary<string, OriginEndpoint>.Empty;

    /// <summary>The endpoints of the current picture, in no order.</summary>
    public IReadOnlyList<OriginEndpoint> Endpoints => Volatile.Read(ref _endpoints).Values;

    /// <summary>Replaces what is served.</summary>
    /// <exception cref="ArgumentException">Two endpoints have the same id.</exception>
    public void Publish(IEnumerable<OriginEndpoint> endpoints)
    {
        var byId = new Dictionary<string, OriginEndpoint>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints)
        {
            byId.Add(endpoint.Plan.Id, endpoint);
        }

        Volatile.Write(ref _endpoints, byId.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The endpoint of that id, or null.</summary>
    public OriginEndpoint? Find(string id) => Volatile.Read(ref _endpoints).GetValueOrDefault(id);
}
