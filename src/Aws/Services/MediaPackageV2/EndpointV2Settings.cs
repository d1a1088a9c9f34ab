using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>What of an endpoint's settings this platform reads; all the rest is kept and answered as the caller said it.</summary>
internal sealed record EndpointV2Settings
{
    /// <summary>The members of a request that are settings.</summary>
    public static IReadOnlyList<string> Members { get; } =
    [
        "ContainerType", "Segment", "Description", "StartoverWindowSeconds", "HlsManifests", "LowLatencyHlsManifests", "DashManifests", "MssManifests",
        "ForceEndpointErrorConfiguration", "UriSeparator",
    ];

    /// <summary><c>TS</c>, <c>CMAF</c> or <c>ISM</c>.</summary>
    public required string ContainerType { get; init; }

    public SegmentSettings Segment { get; init; } = new();

    public int StartoverWindowSeconds { get; init; } = 900;

    public IReadOnlyList<ManifestV2> HlsManifests { get; init; } = [];

    public IReadOnlyList<ManifestV2> LowLatencyHlsManifests { get; init; } = [];

    public IReadOnlyList<ManifestV2> DashManifests { get; init; } = [];

    public IReadOnlyList<ManifestV2> MssManifests { get; init; } = [];

    public ForceEndpointErrorConfiguration ForceEndpointErrorConfiguration { get; init; } = new();

    /// <summary>All manifests of all kinds.</summary>
    public IEnumerable<ManifestV2> Manifests() => [.. HlsManifests, .. LowLatencyHlsManifests, .. DashManifests, .. MssManifests];

    /// <summary>The settings of a document.</summary>
    public static EndpointV2Settings Read(JsonObject settings) => settings.Deserialize<EndpointV2Settings>(CanonicalJson.Options)!;

    /// <summary>The settings among a request's members.</summary>
    public static JsonObject Take(JsonObject request) =>
        new(request.Where(member => Members.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
