using System.Runtime.CompilerServices;
using System.Text;
using Headwater.Foundation;
using Headwater.Log.Layout;

namespace Headwater.Log.Writing;

/// <summary>What a writer may append where. A breach is the writer's mistake, so each throws <see cref="ArgumentException"/>.</summary>
internal static class RecordRules
{
    public const int MaximumMarkerBytes = 1 << 20;
    private const int MaximumNameLength = 64;

    /// <summary>Checks a fragment and gives the place of its track.</summary>
    public static TrackPosition Check(Fragment fragment, LogPosition position)
    {
        if (!position.TryFind(fragment.Track, out var track))
        {
            throw new ArgumentException($"Track {fragment.Track} has no configuration yet: append its {nameof(TrackConfig)} first.");
        }

        var timescale = track.Config.Timescale;
        Require(fragment.DurationTicks > 0, $"A fragment's duration must be greater than zero, not {fragment.DurationTicks} ticks.");
        Require(
            fragment.PresentationTicks >= fragment.DecodeTicks,
            $"Presentation at {fragment.PresentationTicks} is before decoding at {fragment.DecodeTicks}.");
        Require(
            fragment.Payload.Length <= RecordHeader.MaximumPayloadBytes,
            $"A fragment has at most {RecordHeader.MaximumPayloadBytes:N0} bytes, not {fragment.Payload.Length:N0}.");
        Require(
            IsRepresentable(fragment.DecodeTicks, timescale) && IsRepresentable((Int128)fragment.DecodeTicks + fragment.DurationTicks, timescale),
            $"Decode time {fragment.DecodeTicks} with duration {fragment.DurationTicks} is out of range.");
        Require(
            !track.HasFragment || (Int128)fragment.DecodeTicks * track.Timescale > (Int128)track.DecodeTicks * timescale,
            $"Track {fragment.Track} goes back in time: {fragment.DecodeTicks}/{timescale} does not follow {track.DecodeTicks}/{track.Timescale}.");
        return track;
    }

    /// <summary>Checks a configuration.</summary>
    public static void Check(TrackConfig config, LogPosition position)
    {
        Require(config.Track >= 1, $"Tracks are numbered from 1; {config.Track} is none.");
        Require(config.Timescale > 0, "A timescale must be greater than zero.");
        Require(IsName(config.Name), $"A rendition's name is 1 to {MaximumNameLength} letters, digits, '_' and '-'; '{config.Name}' is not.");
        RequireText(config.CodecString, nameof(config.CodecString));
        RequireText(config.Language, nameof(config.Language));
        Require(
            config.Header.Length <= TrackConfigLayout.MaximumHeaderBytes,
            $"A header has at most {TrackConfigLayout.MaximumHeaderBytes:N0} bytes, not {config.Header.Length:N0}.");
        foreach (var other in position.Tracks)
        {
            Require(
                (other.Config.Track == config.Track) == (other.Config.Name == config.Name),
                $"Names are for good: track {other.Config.Track} is '{other.Config.Name}', so track {config.Track} cannot be '{config.Name}'.");
        }

        Require(
            position.Tracks.Count < LogPosition.MaximumTracks || position.TryFind(config.Track, out _),
            $"A log has at most {LogPosition.MaximumTracks} tracks.");
    }

    /// <summary>Checks a marker.</summary>
    public static void Check(Marker marker)
    {
        Require(marker.Kind is MarkerKind.Scte35 or MarkerKind.Id3 or MarkerKind.KeyPeriod, $"{marker.Kind} is no kind of marker.");
        Require(marker.Time.Timescale > 0, "A timescale must be greater than zero.");
        Require(
            marker.Payload.Length <= MaximumMarkerBytes,
            $"A marker has at most {MaximumMarkerBytes:N0} bytes, not {marker.Payload.Length:N0}.");
    }

    /// <summary>Whether a stored fragment's times are ones that a writer could have given.</summary>
    public static bool IsInRange(in RecordHeader header, uint timescale) =>
        IsRepresentable(header.DecodeTicks, timescale) && IsRepresentable((Int128)header.DecodeTicks + header.DurationTicks, timescale);

    /// <summary>A time that <see cref="Check(Fragment, LogPosition)"/> let pass in units of 100 ns, rounded down.</summary>
    public static long MediaTicks(long ticks, uint timescale) => new MediaTime(ticks, timescale).ToTimeSpan().Ticks;

    private static bool IsRepresentable(Int128 ticks, uint timescale) =>
        ticks >= long.MinValue && ticks <= long.MaxValue
        && ticks * TimeSpan.TicksPerSecond / timescale is var time && time > long.MinValue / 2 && time < long.MaxValue / 2;

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= MaximumNameLength && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static void RequireText(string text, string member) =>
        Require(
            Encoding.UTF8.GetByteCount(text) <= TrackConfigLayout.MaximumTextBytes,
            $"{member} has at most {TrackConfigLayout.MaximumTextBytes} bytes.");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }

    private static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] Otherwise otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise.ToString());
        }
    }

    /// <summary>A message that is only made when it is needed: the checks run for every fragment.</summary>
    [InterpolatedStringHandler]
    private ref struct Otherwise
    {
        private DefaultInterpolatedStringHandler _text;

        public Otherwise(int literalLength, int formattedCount, bool holds, out bool needed)
        {
            needed = !holds;
            _text = needed ? new(literalLength, formattedCount) : default;
        }

        public void AppendLiteral(string text) => _text.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

        public override string ToString() => _text.ToStringAndClear();
    }
}
