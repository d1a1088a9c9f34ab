using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>Makes data points of what is seen of running channels. One owner; rates are those since it was last asked.</summary>
/// <remarks>
/// Only what the media plane truly tells. Not told, and so not reported: time codes, dropped frames, sound levels, quality scores.
/// FillMsec is how long the feed has been lost: nothing is filled in here, outputs pause.
/// </remarks>
internal sealed class ChannelMeter
{
    private const double LongestFillMilliseconds = 60_000;

    private readonly Dictionary<string, (DateTimeOffset Time, ChannelObservation Seen)> _before = new(StringComparer.Ordinal);

    /// <summary>The points of this moment.</summary>
    public IReadOnlyList<MediaLiveMetric> Measure(IReadOnlyList<ChannelDocument> channels, PlatformObservation picture, AlertBook alerts, DateTimeOffset now)
    {
        var points = new List<MediaLiveMetric>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            foreach (var pipeline in channel.Pipelines.Where(pipeline => picture.Channels.ContainsKey(channel.PlanId(pipeline))))
            {
                var id = channel.PlanId(pipeline);
                known.Add(id);
                points.AddRange(Pipeline(channel, pipeline, picture, alerts, now));
                _before[id] = (now, picture.Channels[id]);
            }
        }

        foreach (var gone in _before.Keys.Except(known).ToList())
        {
            _before.Remove(gone);
        }

        return points;
    }

    private List<MediaLiveMetric> Pipeline(ChannelDocument channel, string pipeline, PlatformObservation picture, AlertBook alerts, DateTimeOffset now)
    {
        var seen = picture.Channels[channel.PlanId(pipeline)];
        var lost = seen.InputLostSince is { } since ? now - since : TimeSpan.Zero;
        var points = new List<MediaLiveMetric>
        {
            Point("ActiveAlerts", "Count", alerts.List(channel.Id).Count(alert => alert.Pipeline == pipeline && alert.Cleared is null)),
            Point("FillMsec", "Milliseconds", Math.Clamp(lost.TotalMilliseconds, 0, LongestFillMilliseconds)),
        };
        if (channel.IsStandard)
        {
            points.Add(Point("PipelinesLocked", "Count", channel.Pipelines.All(other => picture.Channels.GetValueOrDefault(channel.PlanId(other))?.State == ChannelRunState.Running) ? 1 : 0));
        }

        foreach (var (name, outputs) in Outputs(channel, seen))
        {
            points.Add(Point("ActiveOutputs", "Count", outputs) with { OutputGroupName = name });
        }

        // A pipeline that began anew counts from zero: its first period has no rates.
        if (_before.TryGetValue(seen.ChannelId, out var before) && now - before.Time is { Ticks: > 0 } period && seen.InputBytes >= before.Seen.InputBytes && seen.OutputBytes >= before.Seen.OutputBytes)
        {
            var seconds = period.TotalSeconds;
            points.Add(Point("InputVideoFrameRate", "Count", Math.Max(0, seen.InputVideoSamples - before.Seen.InputVideoSamples) / seconds));
            points.Add(Point("InputLossSeconds", "Seconds", Math.Clamp(lost.TotalSeconds, 0, seconds)));
            points.Add(Point("NetworkIn", "Megabits/Second", (seen.InputBytes - before.Seen.InputBytes) * 8 / 1e6 / seconds));
            points.Add(Point("NetworkOut", "Megabits/Second", (seen.OutputBytes - before.Seen.OutputBytes) * 8 / 1e6 / seconds));
        }

        return points;

        MediaLiveMetric Point(string name, string unit, double value) =>
            new() { Name = name, Unit = unit, Value = value, Time = now, Account = channel.Account, Region = channel.Region, ChannelId = channel.Id, Pipeline = pipeline };
    }

    private static IEnumerable<(string Group, int Outputs)> Outputs(ChannelDocument channel, ChannelObservation seen)
    {
        var groups = channel.Encoder.Children("OutputGroups");
        var isFed = seen.State == ChannelRunState.Running && seen.InputLostSince is null;
        for (var index = 0; index < groups.Count; index++)
        {
            var outputs = groups[index].Children("Outputs");
            var isArchive = groups[index].Child("OutputGroupSettings").Child("ArchiveGroupSettings") is not null;
            var active = isArchive ? Archives(outputs, index, seen) : isFed ? outputs.Count : 0;
            yield return (groups[index].Text("Name") is { Length: > 0 } name ? name : string.Create(CultureInfo.InvariantCulture, $"output-group-{index}"), active);
        }
    }

    private static int Archives(IReadOnlyList<JsonObject> outputs, int group, ChannelObservation seen) =>
        outputs.Where((output, index) => seen.ActiveOutputs.Contains(ArchiveCompiler.NameOf(output, group, index))).Count();
}
