namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>Where media may be pushed to.</summary>
/// <param name="Id"><c>1</c> or <c>2</c>.</param>
/// <param name="Url">Where.</param>
internal sealed record IngestEndpointV2(string Id, string Url);
