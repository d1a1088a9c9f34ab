using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Compile;

/// <summary>Tells which pipelines should run; the MediaLive side knows, by its channels that run.</summary>
public interface IChannelPlans
{
    /// <summary>The pipelines; a pipeline that a feed names is among them.</summary>
    ValueTask<EquatableList<ChannelPlan>> ChannelsAsync(CancellationToken cancellationToken);
}
