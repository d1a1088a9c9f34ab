using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Makes the archives of a pipeline of a channel's archive groups.</summary>
internal static class ArchiveCompiler
{
    private static readonly TimeSpan DefaultRollover = TimeSpan.FromSeconds(300);

    /// <summary>What the output of an archive group is called in plans, alerts and metrics: its own name, else its place.</summary>
    public static string NameOf(JsonObject output, int group, int index) =>
        output.Text("OutputName") ?? string.Create(CultureInfo.InvariantCulture, $"archive-{group}-{index}");

    /// <summary>The archives that a pipeline writes; the channel passed validation.</summary>
    public static IReadOnlyList<ArchivePlan> Compile(ChannelDocument channel, string pipeline)
    {
        var names = new RenditionNames(channel.Encoder);
        var groups = channel.Encoder.Children("OutputGroups");
        var archives = new List<ArchivePlan>();
        for (var group = 0; group < groups.Count; group++)
        {
            if (groups[group].Child("OutputGroupSettings").Child("ArchiveGroupSettings") is { } settings && Place(channel, settings, pipeline) is { } place)
            {
                var outputs = groups[group].Children("Outputs");
                for (var index = 0; index < outputs.Count; index++)
                {
                    archives.Add(Archive(channel, settings, outputs[index], NameOf(outputs[index], group, index), place, names));
                }
            }
        }

        return archives;
    }

    /// <summary>The first file name that two outputs or pipelines would both write; null when there is none.</summary>
    public static string? FirstSharedKey(ChannelDocument channel) =>
        channel.Pipelines.SelectMany(pipeline => Compile(channel, pipeline))
            .GroupBy(archive => $"s3ssl://{archive.Bucket}/{archive.KeyBase}.000000.{archive.Extension}", StringComparer.Ordinal)
            .FirstOrDefault(group => group.Skip(1).Any())?.Key;

    private static ArchivePlan Archive(ChannelDocument channel, JsonObject settings, JsonObject output, string name, BucketLocation place, RenditionNames names)
    {
        var said = output.Child("OutputSettings").Child("ArchiveOutputSettings");
        return new ArchivePlan
        {
            Name = name,
            Bucket = place.Bucket,
            KeyBase = place.Key + NameVariables.Expand(said.Text("NameModifier") ?? "", Values(channel, output)),
            Extension = said.Text("Extension") is { Length: > 0 } extension ? extension : "m2ts",
            Rollover = settings.Whole("RolloverInterval") is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultRollover,
            Video = names.Video(output.Text("VideoDescriptionName")),
            Audio = [.. output.Texts("AudioDescriptionNames").Select(names.Audio).OfType<string>()],
        };
    }

    private static BucketLocation? Place(ChannelDocument channel, JsonObject settings, string pipeline)
    {
        var reference = settings.Child("Destination").Text("DestinationRefId");
        var destination = channel.Settings.Children("Destinations").FirstOrDefault(candidate => candidate.Text("Id") == reference);
        var url = destination.Children("Settings").ElementAtOrDefault(pipeline == "1" ? 1 : 0).Text("Url");
        return BucketLocation.Read(url) is { } place ? place with { Key = NameVariables.Expand(place.Key, NameVariables.At(channel.Started ?? channel.Since)) } : null;
    }

    private static Dictionary<string, string> Values(ChannelDocument channel, JsonObject output)
    {
        var values = NameVariables.At(channel.Started ?? channel.Since);
        if (channel.Encoder.Children("VideoDescriptions").FirstOrDefault(video => video.Text("Name") == output.Text("VideoDescriptionName")) is { } video)
        {
            var plan = VideoCompiler.Compile(video, "");
            values["rv"] = Text(plan.BitsPerSecond / 1000);
            values["w"] = Text(plan.Width);
            values["h"] = Text(plan.Height);
            if (plan.FrameRate is { } rate)
            {
                values["f"] = Text(rate.Numerator / rate.Denominator);
            }
        }

        return values;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
