using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Says which pipelines and renditions feed which packages.</summary>
internal static class FeedCompiler
{
    /// <summary>The feeds of the channels that should run, by package id; several channels may feed one package.</summary>
    public static IReadOnlyDictionary<string, PackageFeed> Feeds(IEnumerable<ChannelDocument> channels) =>
        channels.Where(channel => channel.State.Runs).SelectMany(Sources)
            .GroupBy(source => source.Package, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new PackageFeed { Sources = [.. group.Select(source => source.Plan)] }, StringComparer.Ordinal);

    /// <summary>The package that a destination of a MediaPackage group names, or null when it names none.</summary>
    /// <param name="settings">The destination.</param>
    /// <param name="region">The channel's, where the destination says none.</param>
    public static string? PackageOf(JsonObject settings, string region) =>
        (settings.Text("MediaPackageRegionName") ?? region, settings.Text("ChannelId"), settings.Text("ChannelGroup"), settings.Text("ChannelName")) switch
        {
            (var place, { } channel, null, null) => PackageIds.OfChannel(place, channel),
            (var place, null, { } group, { } channel) => PackageIds.OfChannel(place, group, channel),
            _ => null,
        };

    private static IEnumerable<(string Package, PackageSourcePlan Plan)> Sources(ChannelDocument channel)
    {
        var names = new RenditionNames(channel.Encoder);
        foreach (var group in channel.Encoder.Children("OutputGroups"))
        {
            if (group.Child("OutputGroupSettings").Child("MediaPackageGroupSettings") is not { } settings)
            {
                continue;
            }

            var renditions = Renditions(group, names);
            foreach (var pipeline in channel.Pipelines.Where(pipeline => !channel.Restarting.Contains(pipeline)))
            {
                if (Destination(channel, settings, pipeline) is { } destination && PackageOf(destination, channel.Region) is { } package)
                {
                    yield return (package, new PackageSourcePlan { ChannelId = channel.PlanId(pipeline), Renditions = [.. renditions] });
                }
            }
        }
    }

    /// <summary>One entry feeds from all pipelines; two entries are one a pipeline.</summary>
    private static JsonObject? Destination(ChannelDocument channel, JsonObject settings, string pipeline)
    {
        var reference = settings.Child("Destination").Text("DestinationRefId");
        var entries = channel.Settings.Children("Destinations").FirstOrDefault(destination => destination.Text("Id") == reference).Children("MediaPackageSettings");
        return entries switch
        {
            [_, var second] when pipeline == "1" => second,
            [var first, ..] => first,
            _ => null,
        };
    }

    private static List<string> Renditions(JsonObject group, RenditionNames names) =>
    [
        .. group.Children("Outputs").Select(output => names.Video(output.Text("VideoDescriptionName"))).OfType<string>().Distinct(),
        .. group.Children("Outputs").SelectMany(output => output.Texts("AudioDescriptionNames")).Select(names.Audio).OfType<string>().Distinct(),
    ];
}
