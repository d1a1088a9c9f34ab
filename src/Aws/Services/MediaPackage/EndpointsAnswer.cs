namespace Headwater.Aws.Services.MediaPackage;

/// <summary>ListOriginEndpoints.</summary>
internal sealed record EndpointsAnswer
{
    public required IReadOnlyList<EndpointAnswer> OriginEndpoints { get; init; }

    public string? NextToken { get; init; }
}
