using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Headwater.Log;
using Headwater.Views.Dash;
using Headwater.Views.Hls;

namespace Headwater.Views.Tests.Support;

/// <summary>One complete segment as a manifest lists it; for DASH the number is the start in ticks, the discontinuity sequence the period.</summary>
internal sealed record Listed(
    long Number, string Uri, decimal Duration, long DiscontinuitySequence, int DiscontinuityTags, bool Gap, string? Map, string? Date);

/// <summary>What a media playlist says, read by rules of the clients' side and not with the product's own reader.</summary>
internal sealed record Listing
{
    public long First { get; init; }

    public long DiscontinuitySequence { get; init; }

    public int Target { get; init; }

    public decimal? PartTarget { get; init; }

    public bool Ended { get; init; }

    public List<Listed> Segments { get; } = [];

    /// <summary>Parts in order, of closed segments and the open one: number and line.</summary>
    public List<(long Number, string Uri, decimal Duration, bool Independent)> Parts { get; } = [];

    public string? Hint { get; set; }

    public static Listing? OfHls(HlsView view, LogSnapshot snapshot, string track, bool iFrames = false)
    {
        var body = new ArrayBufferWriter<byte>();
        var rendered = iFrames ? view.TryRenderIFrames(snapshot, track, body) : view.TryRenderMedia(snapshot, track, skip: false, body);
        return rendered ? Read(Encoding.UTF8.GetString(body.WrittenSpan)) : null;
    }

    public static Listing Read(string playlist)
    {
        var lines = playlist.Split('\n');
        var listing = new Listing
        {
            First = long.Parse(Value(lines, "#EXT-X-MEDIA-SEQUENCE:") ?? "0", CultureInfo.InvariantCulture),
            DiscontinuitySequence = long.Parse(Value(lines, "#EXT-X-DISCONTINUITY-SEQUENCE:") ?? "0", CultureInfo.InvariantCulture),
            Target = int.Parse(Value(lines, "#EXT-X-TARGETDURATION:")!, CultureInfo.InvariantCulture),
            PartTarget = Value(lines, "#EXT-X-PART-INF:PART-TARGET=") is { } target ? decimal.Parse(target, CultureInfo.InvariantCulture) : null,
            Ended = Value(lines, "#EXT-X-ENDLIST") is not null,
        };
        var (number, sequence, tags, gap) = (listing.First, listing.DiscontinuitySequence, 0, false);
        string? map = null;
        string? date = null;
        decimal duration = 0;
        foreach (var line in lines)
        {
            if (line == "#EXT-X-DISCONTINUITY")
            {
                tags++;
                sequence++;
            }
            else if (line == "#EXT-X-GAP")
            {
                gap = true;
            }
            else if (After(line, "#EXT-X-MAP:URI=\"") is { } mapped)
            {
                map = mapped.TrimEnd('"');
            }
            else if (After(line, "#EXT-X-PROGRAM-DATE-TIME:") is { } dated)
            {
                date = dated;
            }
            else if (After(line, "#EXTINF:") is { } seconds)
            {
                duration = decimal.Parse(seconds.Split(',')[0], CultureInfo.InvariantCulture);
            }
            else if (After(line, "#EXT-X-PART:DURATION=") is { } part)
            {
                var members = part.Split(',');
                listing.Parts.Add((number, members[1].Split('"')[1], decimal.Parse(members[0], CultureInfo.InvariantCulture), line.Contains("INDEPENDENT=YES", StringComparison.Ordinal)));
            }
            else if (After(line, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"") is { } hint)
            {
                listing.Hint = hint.Split('"')[0];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                listing.Segments.Add(new Listed(number, line, duration, sequence, tags, gap, map, date));
                number++;
                (tags, gap, date) = (0, false, null);
            }
        }

        return listing;
    }

    /// <summary>The segments of each representation of a DASH manifest, by track; null when there is none.</summary>
    public static Dictionary<string, List<Listed>>? OfDash(DashView view, LogSnapshot snapshot)
    {
        var body = new ArrayBufferWriter<byte>();
        if (!view.TryRender(snapshot, body))
        {
            return null;
        }

        var mpd = XDocument.Parse(Encoding.UTF8.GetString(body.WrittenSpan));
        var listed = new Dictionary<string, List<Listed>>();
        foreach (var representation in mpd.Descendants().Where(element => element.Name.LocalName == "Representation"))
        {
            var id = representation.Attribute("id")!.Value;
            var period = representation.Ancestors().First(element => element.Name.LocalName == "Period").Attribute("id")!.Value;
            var template = representation.Elements().First(element => element.Name.LocalName == "SegmentTemplate");
            var segments = listed.TryGetValue(id, out var known) ? known : listed[id] = [];
            var time = 0L;
            foreach (var run in template.Descendants().Where(element => element.Name.LocalName == "S"))
            {
                time = (long?)run.Attribute("t") ?? time;
                var duration = (long)run.Attribute("d")!;
                for (var repeat = (long?)run.Attribute("r") ?? 0; repeat >= 0; repeat--)
                {
                    var uri = template.Attribute("media")!.Value.Replace("$Time$", time.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                    segments.Add(new Listed(time, uri, duration, long.Parse(period[1..], CultureInfo.InvariantCulture), 0, false, null, null));
                    time += duration;
                }
            }
        }

        return listed;
    }

    /// <summary>The start of each period of a DASH manifest.</summary>
    public static List<(string Id, string Start)> Periods(DashView view, LogSnapshot snapshot)
    {
        var body = new ArrayBufferWriter<byte>();
        return !view.TryRender(snapshot, body)
            ? []
            : [.. XDocument.Parse(Encoding.UTF8.GetString(body.WrittenSpan)).Descendants()
                .Where(element => element.Name.LocalName == "Period")
                .Select(element => (element.Attribute("id")!.Value, element.Attribute("start")!.Value))];
    }

    private static string? Value(string[] lines, string tag) => lines.Select(line => After(line, tag)).FirstOrDefault(value => value is not null);

    private static string? After(string line, string tag) => line.StartsWith(tag, StringComparison.Ordinal) ? line[tag.Length..] : null;
}
