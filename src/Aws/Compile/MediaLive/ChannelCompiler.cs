using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Makes the plans of a channel's pipelines.</summary>
internal static class ChannelCompiler
{
    /// <summary>One plan a pipeline that should run now; none when the channel should not run.</summary>
    /// <param name="channel">The channel; it passed validation.</param>
    /// <param name="input">The input of its first attachment.</param>
    /// <param name="groups">The input's security groups.</param>
    public static IReadOnlyList<ChannelPlan> Compile(ChannelDocument channel, InputDocument input, IReadOnlyList<SecurityGroupDocument> groups)
    {
        if (!channel.State.Runs)
        {
            return [];
        }

        var ladder = LadderCompiler.Compile(channel.Encoder);
        var plans = new List<ChannelPlan>();
        for (var index = 0; index < channel.Pipelines.Count && index < input.StreamNames.Count; index++)
        {
            var pipeline = channel.Pipelines[index];
            if (!channel.Restarting.Contains(pipeline))
            {
                plans.Add(new ChannelPlan
                {
                    Id = channel.PlanId(pipeline),
                    Input = new RtmpInputPlan { StreamName = input.StreamNames[index], AllowedCidrs = [.. groups.SelectMany(group => group.Cidrs).Select(Cidr.Normal).OfType<string>().Distinct(StringComparer.Ordinal)] },
                    Ladder = ladder,
                    Archives = [.. ArchiveCompiler.Compile(channel, pipeline)],
                });
            }
        }

        return plans;
    }
}
