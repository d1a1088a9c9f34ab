namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Writes a stretch of an endpoint's media into a bucket.</summary>
public interface IHarvester
{
    /// <summary>Writes the manifest and its segments; returns when all of it is in the bucket.</summary>
    /// <exception cref="IOException">It could not be written, or there is no media in that stretch.</exception>
    ValueTask HarvestAsync(HarvestOrder order, CancellationToken cancellationToken);
}
