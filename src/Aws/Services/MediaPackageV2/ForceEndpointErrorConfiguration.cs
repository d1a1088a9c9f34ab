namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>When an endpoint answers errors on purpose.</summary>
internal sealed record ForceEndpointErrorConfiguration
{
    public IReadOnlyList<string> EndpointErrorConditions { get; init; } = [];
}
