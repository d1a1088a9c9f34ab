using System.Xml.Linq;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Reads what an MPD lists, by rules of its own.</summary>
internal static class DashManifest
{
    /// <summary>How much media the representation that lists least lists, in seconds.</summary>
    public static decimal ListedSeconds(string manifest) => XDocument.Parse(manifest).Descendants()
        .Where(element => element.Name.LocalName == "Representation")
        .Select(element => element.Attribute("id")!.Value)
        .Distinct()
        .Select(id => Segments(manifest, id).Sum(segment => segment.ToSeconds - segment.FromSeconds))
        .DefaultIfEmpty(0)
        .Min();

    /// <summary>The segments of a representation over all periods: begin and end on the presentation's clock, in seconds since the Unix epoch.</summary>
    public static IReadOnlyList<(decimal FromSeconds, decimal ToSeconds, string Media)> Segments(string manifest, string representation)
    {
        var found = new List<(decimal, decimal, string)>();
        foreach (var template in XDocument.Parse(manifest).Descendants().Where(element => element.Name.LocalName == "SegmentTemplate" && element.Parent!.Attribute("id")?.Value == representation))
        {
            var timescale = (decimal)template.Attribute("timescale")!;
            var time = 0m;
            foreach (var run in template.Descendants().Where(element => element.Name.LocalName == "S"))
            {
                time = (decimal?)run.Attribute("t") ?? time;
                var duration = (decimal)run.Attribute("d")!;
                for (var repeat = (long?)run.Attribute("r") ?? 0; repeat >= 0; repeat--)
                {
                    var media = template.Attribute("media")!.Value.Replace("$Time$", time.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
                    found.Add((time / timescale, (time + duration) / timescale, media));
                    time += duration;
                }
            }
        }

        return found;
    }
}
