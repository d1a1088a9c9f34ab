using System.Globalization;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>A segment of a media playlist, as a client reads it.</summary>
internal sealed record HlsSegment(long Number, string Uri, TimeSpan Duration, DateTimeOffset? ProgramDateTime, bool Gap, bool Discontinuity);

/// <summary>A playlist read line by line, by rules of its own, so that a mistake of the platform's own reader hides nothing.</summary>
internal sealed class HlsPlaylist
{
    public required string Text { get; init; }

    public List<HlsSegment> Segments { get; } = [];

    /// <summary>Addresses on lines of their own in a multivariant playlist, and those in URI attributes of EXT-X-MEDIA.</summary>
    public List<string> Children { get; } = [];

    /// <summary>Addresses of the partial segments.</summary>
    public List<string> Parts { get; } = [];

    public bool Ended { get; private set; }

    public static HlsPlaylist Read(string text)
    {
        var playlist = new HlsPlaylist { Text = text };
        var number = 0L;
        TimeSpan? duration = null;
        DateTimeOffset? date = null;
        var (gap, discontinuity) = (false, false);
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (After(line, "#EXT-X-MEDIA-SEQUENCE:") is { } sequence)
            {
                number = long.Parse(sequence, CultureInfo.InvariantCulture);
            }
            else if (After(line, "#EXTINF:") is { } info)
            {
                duration = TimeSpan.FromSeconds(double.Parse(info.Split(',')[0], CultureInfo.InvariantCulture));
            }
            else if (After(line, "#EXT-X-PROGRAM-DATE-TIME:") is { } stated)
            {
                date = DateTimeOffset.Parse(stated, CultureInfo.InvariantCulture);
            }
            else if (After(line, "#EXT-X-PART:") is { } part)
            {
                playlist.Parts.Add(UriOf(part));
            }
            else if (After(line, "#EXT-X-MEDIA:") is { } media && media.Contains("URI=\"", StringComparison.Ordinal))
            {
                playlist.Children.Add(UriOf(media));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                if (duration is { } length)
                {
                    playlist.Segments.Add(new HlsSegment(number++, line, length, date, gap, discontinuity));
                }
                else
                {
                    playlist.Children.Add(line);
                }

                (duration, date, gap, discontinuity) = (null, null, false, false);
            }

            gap |= line == "#EXT-X-GAP";
            discontinuity |= line == "#EXT-X-DISCONTINUITY";
            playlist.Ended |= line == "#EXT-X-ENDLIST";
        }

        return playlist;
    }

    private static string UriOf(string attributes) => attributes.Split("URI=\"")[1].Split('"')[0];

    private static string? After(string line, string tag) => line.StartsWith(tag, StringComparison.Ordinal) ? line[tag.Length..] : null;
}
