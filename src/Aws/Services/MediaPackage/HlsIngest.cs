namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Where HLS may be pushed to.</summary>
/// <param name="IngestEndpoints">Always two.</param>
internal sealed record HlsIngest(IReadOnlyList<IngestEndpoint> IngestEndpoints);
