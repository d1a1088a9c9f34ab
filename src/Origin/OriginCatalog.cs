using System.Collections.Frozen;

namespace Headwater.Origin;

/// <summary>The endpoints that are served. Readers see one whole picture; publishing swaps it.</summary>
public sealed class OriginCatalog
{
    private Picture _picture = new([]);

    /// <summary>The endpoints of the current picture, in no order.</summary>
    public IReadOnlyList<OriginEndpoint> Endpoints => Volatile.Read(ref _picture).Endpoints;

    /// <summary>Replaces what is served.</summary>
    /// <exception cref="ArgumentException">Two endpoints have the same id.</exception>
    public void Publish(IEnumerable<OriginEndpoint> endpoints)
    {
        OriginEndpoint[] all = [.. endpoints];
        if (all.GroupBy(endpoint => endpoint.Plan.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"two endpoints have the id {twice.Key}", nameof(endpoints));
        }

        Volatile.Write(ref _picture, new Picture(all));
    }

    /// <summary>The endpoint of that id, or null.</summary>
    public OriginEndpoint? Find(string id) => Volatile.Read(ref _picture).ById.GetValueOrDefault(id);

    /// <summary>The endpoint at a path, or null. Of several at one path it is the one whose manifest name the file begins with, else any: their media is the same.</summary>
    /// <param name="path">The endpoint's path; its id when it has none.</param>
    /// <param name="file">The file that is asked for.</param>
    public OriginEndpoint? Find(string path, string file)
    {
        var found = Volatile.Read(ref _picture).ByPath.GetValueOrDefault(path, []);
        foreach (var endpoint in found)
        {
            if (file.StartsWith(endpoint.Plan.ManifestName, StringComparison.Ordinal))
            {
                return endpoint;
            }
        }

        return found is [var any, ..] ? any : null;
    }

    private sealed record Picture(OriginEndpoint[] Endpoints)
    {
        /// <summary>Each by its id.</summary>
        public FrozenDictionary<string, OriginEndpoint> ById { get; } = Endpoints.ToFrozenDictionary(endpoint => endpoint.Plan.Id, StringComparer.Ordinal);

        /// <summary>Those at each path, the longest manifest name first.</summary>
        public FrozenDictionary<string, OriginEndpoint[]> ByPath { get; } = Endpoints
            .GroupBy(endpoint => endpoint.Plan.Path ?? endpoint.Plan.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(same => same.Key, same => same.OrderByDescending(endpoint => endpoint.Plan.ManifestName.Length).ToArray(), StringComparer.Ordinal);
    }
}
