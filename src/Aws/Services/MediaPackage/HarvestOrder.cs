namespace Headwater.Aws.Services.MediaPackage;

/// <summary>What is to be harvested.</summary>
/// <param name="EndpointId">The endpoint of the plan.</param>
/// <param name="Start">First instant.</param>
/// <param name="End">Last instant; it has passed.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="ManifestKey">Key of the manifest; segments are written beside it.</param>
public sealed record HarvestOrder(string EndpointId, DateTimeOffset Start, DateTimeOffset End, string Bucket, string ManifestKey);
