using Headwater.Aws.Services.MediaPackage;

namespace Headwater.Aws.Tests.Compile;

/// <summary>Remembers what was to be harvested; fails for buckets called <c>full</c>.</summary>
internal sealed class RecordingHarvester : IHarvester
{
    public List<HarvestOrder> Orders { get; } = [];

    public ValueTask HarvestAsync(HarvestOrder order, CancellationToken cancellationToken)
    {
        Orders.Add(order);
        return order.Bucket == "full" ? throw new IOException("no space left") : ValueTask.CompletedTask;
    }
}
