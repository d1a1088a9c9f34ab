using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>What makes a plan good. All rules are checked and every fault is told.</summary>
internal static partial class PlanRules
{
    public static IReadOnlyList<PlanFault> Check(PlatformPlan plan)
    {
        var faults = new List<PlanFault>();
        Unique(plan.Channels.Select(channel => channel.Id), "channels", "id", faults);
        Unique(plan.Packages.Select(package => package.Id), "packages", "id", faults);
        Unique(plan.Channels.Select(channel => channel.Input.StreamName), "channels", "input.streamName", faults);
        Unique(plan.Endpoints.Select(endpoint => endpoint.Id), "endpoints", "id", faults);
        Unique(plan.Endpoints.Where(endpoint => endpoint.Path is not null).Select(endpoint => $"{endpoint.Path}/{endpoint.ManifestName}"), "endpoints", "path with manifestName", faults);
        for (var index = 0; index < plan.Channels.Count; index++)
        {
            Channel(plan.Channels[index], new Place($"channels[{index}]", faults));
        }

        for (var index = 0; index < plan.Packages.Count; index++)
        {
            Package(plan, plan.Packages[index], new Place($"packages[{index}]", faults));
        }

        for (var index = 0; index < plan.Endpoints.Count; index++)
        {
            Endpoint(plan, plan.Endpoints[index], new Place($"endpoints[{index}]", faults));
        }

        return faults;
    }

    private static void Channel(ChannelPlan channel, Place place)
    {
        place.Check(Name().IsMatch(channel.Id), "id", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        place.Check(StreamName().IsMatch(channel.Input.StreamName), "input.streamName", "must be app/instance, without spaces, quotes and '?', which no publisher's URL can say");
        Cidrs(channel.Input.AllowedCidrs, "input.allowedCidrs", place);
        place.Check(Within(channel.PartDuration, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2)), "partDuration", "must be 100ms to 2s");
        place.Check(Within(channel.Retention, TimeSpan.FromMinutes(1), TimeSpan.FromDays(14)), "retention", "must be 1m to 14d");
        place.Check(channel.RetentionBytes is null or >= 1 << 20, "retentionBytes", "must be 1048576 or more");
        if (channel.Ladder is { } ladder)
        {
            Ladder(ladder, place.At("ladder"));
        }

        Unique(channel.Archives.Select(archive => archive.Name), place.At("archives").Path, "name", place.Faults);
        Unique(channel.Archives.Select(archive => $"{archive.Bucket}/{archive.KeyBase}.*.{archive.Extension}"), place.At("archives").Path, "destination", place.Faults);
        for (var index = 0; index < channel.Archives.Count; index++)
        {
            Archive(channel, channel.Archives[index], place.At($"archives[{index}]"));
        }
    }

    private static void Archive(ChannelPlan channel, ArchivePlan archive, Place place)
    {
        place.Check(Name().IsMatch(archive.Name), "name", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        place.Check(Bucket().IsMatch(archive.Bucket), "bucket", "must be 3 to 63 of a-z, 0-9, '.' and '-', with a letter or digit at both ends");
        place.Check(KeyBase().IsMatch(archive.KeyBase) && archive.KeyBase.Split('/').All(step => step is not ("" or "." or "..")), "keyBase", "must be 1 to 900 characters, with text before, between and after its slashes");
        place.Check(Extension().IsMatch(archive.Extension), "extension", "must be 1 to 16 of A-Z, a-z and 0-9");
        place.Check(Within(archive.Rollover, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), "rollover", "must be 1s to 1d");
        place.Check(archive.Video is not null || archive.Audio.Count > 0, "video", "or audio must name a rendition");
        Unique(archive.Audio, place.Path, "audio", place.Faults);
        if (channel.Ladder is not { } ladder)
        {
            return;
        }

        place.Check(archive.Video is null || ladder.Video.Any(video => video.Name == archive.Video), "video", $"names no video rendition of the ladder: '{archive.Video}'");
        for (var index = 0; index < archive.Audio.Count; index++)
        {
            var name = archive.Audio[index];
            place.Check(ladder.Audio.Any(audio => audio.Name == name), $"audio[{index}]", $"names no audio rendition of the ladder: '{name}'");
        }
    }

    private static void Package(PlatformPlan plan, PackagePlan package, Place place)
    {
        place.Check(Name().IsMatch(package.Id), "id", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        place.Check(plan.Channels.All(channel => channel.Id != package.Id), "id", $"'{package.Id}' is a channel's id already");
        place.Check(Within(package.PartDuration, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2)), "partDuration", "must be 100ms to 2s");
        place.Check(Within(package.Retention, TimeSpan.FromMinutes(1), TimeSpan.FromDays(14)), "retention", "must be 1m to 14d");
        Unique(package.Sources.Select(source => source.ChannelId), place.Path, "sources.channelId", place.Faults);
        for (var index = 0; index < package.Sources.Count; index++)
        {
            Source(plan, package, package.Sources[index], place.At($"sources[{index}]"));
        }
    }

    private static void Source(PlatformPlan plan, PackagePlan package, PackageSourcePlan source, Place place)
    {
        if (plan.Channels.FirstOrDefault(channel => channel.Id == source.ChannelId) is not { } followed)
        {
            place.Check(false, "channelId", $"there is no channel '{source.ChannelId}'");
            return;
        }

        place.Check(
            followed.PartDuration <= package.PartDuration,
            "channelId",
            $"channel '{followed.Id}' has parts of {Duration.Write(followed.PartDuration)}, longer than the package's partDuration {Duration.Write(package.PartDuration)}");
        for (var index = 0; index < source.Renditions.Count; index++)
        {
            var name = source.Renditions[index];
            var known = followed.Ladder is { } ladder
                ? ladder.Video.Any(video => video.Name == name) || ladder.Audio.Any(audio => audio.Name == name)
                : Name().IsMatch(name);
            place.Check(known, $"renditions[{index}]", $"names no rendition of channel '{followed.Id}': '{name}'");
        }
    }

    private static void Cidrs(EquatableList<string> cidrs, string member, Place place)
    {
        for (var index = 0; index < cidrs.Count; index++)
        {
            place.Check(
                IsCidr(cidrs[index]),
                $"{member}[{index}]",
                $"'{cidrs[index]}' is no CIDR block: write a whole address, a slash and a prefix length without bits beyond it, such as '203.0.113.0/24'");
        }
    }

    private static void Ladder(LadderPlan ladder, Place place)
    {
        place.Check(ladder.Video.Count > 0, "video", "must have a rendition");
        place.Check(Within(ladder.GopDuration, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10)), "gopDuration", "must be 500ms to 10s");
        Unique(ladder.Video.Select(video => video.Name).Concat(ladder.Audio.Select(audio => audio.Name)), place.Path, "name", place.Faults);
        for (var index = 0; index < ladder.Video.Count; index++)
        {
            Video(ladder.Video[index], place.At($"video[{index}]"));
        }

        for (var index = 0; index < ladder.Audio.Count; index++)
        {
            Audio(ladder.Audio[index], place.At($"audio[{index}]"));
        }
    }

    private static void Video(VideoRenditionPlan video, Place place)
    {
        place.Check(Name().IsMatch(video.Name), "name", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        place.Check(video.Codec is Codec.H264 or Codec.H265, "codec", "must be h264 or h265");
        place.Check(video.Width is >= 16 and <= 7680 && video.Width % 2 == 0, "width", "must be even, 16 to 7680");
        place.Check(video.Height is >= 16 and <= 4320 && video.Height % 2 == 0, "height", "must be even, 16 to 4320");
        place.Check(video.BitsPerSecond >= 1000, "bitsPerSecond", "must be 1000 or more");
        place.Check(video.MaximumBitsPerSecond is null || video.MaximumBitsPerSecond >= 1000, "maximumBitsPerSecond", "must be 1000 or more");
        place.Check(video.RateControl == RateControl.Qvbr || video.MaximumBitsPerSecond is null || video.MaximumBitsPerSecond >= video.BitsPerSecond, "maximumBitsPerSecond", "must not be below bitsPerSecond");
        place.Check(video.QualityLevel is >= 1 and <= 10, "qualityLevel", "must be 1 to 10");
        place.Check(video.BufferBits is null or > 0, "bufferBits", "must be greater than zero");
        place.Check(video.BFrames is >= 0 and <= 7, "bFrames", "must be 0 to 7");
        place.Check(video.Profile is null || Profiles(video.Codec).Contains(video.Profile), "profile", $"must be {string.Join(" or ", Profiles(video.Codec))}");
        place.Check(video.Level is null || Level().IsMatch(video.Level), "level", "must be a level such as 4.1");
        place.Check(video.Sharpness is >= 0 and <= 100, "sharpness", "must be 0 to 100");
        place.Check(video.References is null or (>= 1 and <= 6), "references", "must be 1 to 6");
        place.Check(video.LeastQuantizer is null or (>= 1 and <= 51), "leastQuantizer", "must be 1 to 51");
        place.Check(video.Slices is null or (>= 1 and <= 32), "slices", "must be 1 to 32");
        place.Check(video.LookAhead is null or (>= 1 and <= 120), "lookAhead", "must be 1 to 120");
        place.Check(video.FrameRate is null or { Numerator: >= 1, Denominator: >= 1 }, "frameRate", "must be a fraction of whole numbers from 1");
    }

    private static void Audio(AudioRenditionPlan audio, Place place)
    {
        place.Check(Name().IsMatch(audio.Name), "name", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        place.Check(audio.BitsPerSecond is >= 8_000 and <= 768_000, "bitsPerSecond", "must be 8000 to 768000");
        place.Check(audio.SampleRate is >= 8_000 and <= 96_000, "sampleRate", "must be 8000 to 96000");
        place.Check(audio.Channels is 1 or 2 or 6, "channels", "must be 1, 2 or 6");
        place.Check(Language().IsMatch(audio.Language), "language", "must be a language tag of RFC 5646, such as en or pt-BR");
    }

    private static void Endpoint(PlatformPlan plan, EndpointPlan endpoint, Place place)
    {
        place.Check(Name().IsMatch(endpoint.Id), "id", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        place.Check(endpoint.Path is null || Path().IsMatch(endpoint.Path), "path", "must be segments of 1 to 256 of A-Z, a-z, 0-9, _ and - with slashes between");
        place.Check(ManifestName().IsMatch(endpoint.ManifestName), "manifestName", "must be 1 to 256 of A-Z, a-z, 0-9, _, - and, behind the first, dots");
        place.Check(Within(endpoint.SegmentDuration, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)), "segmentDuration", "must be 1s to 30s");
        place.Check(endpoint.Window >= endpoint.SegmentDuration * 3, "window", "must be three segments or longer");
        place.Check(Within(endpoint.StartoverWindow, TimeSpan.Zero, TimeSpan.FromDays(14)), "startoverWindow", "must be 0s to 14d");
        place.Check(endpoint.TimeDelay == TimeSpan.Zero || Within(endpoint.TimeDelay, TimeSpan.FromSeconds(5), TimeSpan.FromDays(1)), "timeDelay", "must be 0s, or 5s to 24h");
        place.Check(endpoint.StartoverWindow == TimeSpan.Zero || endpoint.TimeDelay < endpoint.StartoverWindow, "timeDelay", "must be shorter than startoverWindow");
        Cidrs(endpoint.AllowedCidrs, "allowedCidrs", place);
        for (var index = 0; index < endpoint.CdnIdentifiers.Count; index++)
        {
            place.Check(Identifier().IsMatch(endpoint.CdnIdentifiers[index]), $"cdnIdentifiers[{index}]", "must be 1 to 1024 visible ASCII characters");
        }

        if (RetentionOf(plan, endpoint.ChannelId) is not { } kept)
        {
            place.Check(false, "channelId", $"there is no channel or package '{endpoint.ChannelId}'");
            return;
        }

        var needed = Longer(endpoint.Window, endpoint.StartoverWindow) + endpoint.TimeDelay;
        place.Check(kept >= needed, "window", $"with start-over and delay needs {Duration.Write(needed)} of media, but '{endpoint.ChannelId}' keeps {Duration.Write(kept)}");
    }

    private static TimeSpan? RetentionOf(PlatformPlan plan, string id) =>
        plan.Channels.FirstOrDefault(channel => channel.Id == id)?.Retention ?? plan.Packages.FirstOrDefault(package => package.Id == id)?.Retention;

    private static void Unique(IEnumerable<string> values, string path, string member, List<PlanFault> faults)
    {
        foreach (var twice in values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            faults.Add(new PlanFault(path, $"{member} '{twice.Key}' is used more than once"));
        }
    }

    private static string[] Profiles(Codec codec) => codec == Codec.H265 ? ["main", "main10"] : ["baseline", "main", "high"];

    /// <summary>Whether a block is spelled so that every reader takes it for the same addresses.</summary>
    private static bool IsCidr(string cidr)
    {
        var slash = cidr.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(cidr.AsSpan(0, slash), out var address) || !PrefixLength().IsMatch(cidr[(slash + 1)..])
            || !IPNetwork.TryParse(cidr, out var network) || !network.BaseAddress.Equals(address))
        {
            return false;
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? cidr.AsSpan(0, slash).SequenceEqual(address.ToString())
            : !cidr.AsSpan().ContainsAny('%', '[');
    }

    private static bool Within(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // Not '$', which also matches before a line feed at the end.
    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,255}\z")]
    private static partial Regex ManifestName();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}(/[A-Za-z0-9_-]{1,256}){0,3}\z")]
    private static partial Regex Path();

    [GeneratedRegex(@"^[^/?'""\s\p{C}]+/[^/?'""\s\p{C}]+\z")]
    private static partial Regex StreamName();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[^\p{C}]{1,900}\z")]
    private static partial Regex KeyBase();

    [GeneratedRegex(@"^[A-Za-z0-9]{1,16}\z")]
    private static partial Regex Extension();

    [GeneratedRegex(@"^[!-~]{1,1024}\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[1-9](\.[0-9])?\z")]
    private static partial Regex Level();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,2})\z")]
    private static partial Regex PrefixLength();

    private sealed record Place(string Path, List<PlanFault> Faults)
    {
        public Place At(string member) => new($"{Path}.{member}", Faults);

        public void Check(bool good, string member, string rule)
        {
            if (!good)
            {
                Faults.Add(new PlanFault($"{Path}.{member}", rule));
            }
        }
    }
}
