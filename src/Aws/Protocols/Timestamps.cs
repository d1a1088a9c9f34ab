using System.Globalization;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols;

/// <summary>Moments between the wire's three forms and the canonical one, in milliseconds.</summary>
internal static class Timestamps
{
    private static readonly string[] HttpDates = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss.FFF 'GMT'", "ddd, dd MMM yyyy HH:mm:ss zzz"];

    /// <summary>The canonical form of seconds since the epoch, or null when that is no moment.</summary>
    public static string? FromSeconds(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds is < -62_135_596_800 or > 253_402_300_799)
        {
            return null;
        }

        return CanonicalJson.Timestamp(DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round((decimal)seconds * 1000) * TimeSpan.TicksPerMillisecond));
    }

    /// <summary>The canonical form of a text in any of the three forms, or null when it is none.</summary>
    public static string? FromText(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(text, HttpDates, CultureInfo.InvariantCulture, Utc, out var time)
            || (text.Length >= 10 && char.IsAsciiDigit(text[0]) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out time))
            ? CanonicalJson.Timestamp(time)
            : null;
    }

    /// <summary>A canonical moment in one of the wire's texts; a text that is no moment stays as it is.</summary>
    public static string ToText(string canonical, TimestampFormat format)
    {
        if (!TryRead(canonical, out var time))
        {
            return canonical;
        }

        return format switch
        {
            TimestampFormat.Rfc822 => time.ToString("R", CultureInfo.InvariantCulture),
            TimestampFormat.UnixTimestamp => Seconds(time).ToString(CultureInfo.InvariantCulture),
            _ => time.Millisecond == 0 ? time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : CanonicalJson.Timestamp(time),
        };
    }

    /// <summary>Seconds since the epoch of a canonical moment, exact to the millisecond, without zeros at its end.</summary>
    public static decimal? ToSeconds(string canonical) => TryRead(canonical, out var time) ? Seconds(time) : null;

    private static bool TryRead(string canonical, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(canonical, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static decimal Seconds(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return milliseconds % 1000 == 0 ? milliseconds / 1000 : milliseconds / 1000m;
    }
}
