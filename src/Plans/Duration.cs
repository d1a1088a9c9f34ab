using System.Globalization;

namespace Headwater.Plans;

/// <summary>Durations as people write them in plan files and options.</summary>
public static class Duration
{
    private static readonly (string Unit, TimeSpan Span)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Reads a whole or decimal number with <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; up to 1,000 days, not negative.</summary>
    public static bool TryRead(string? text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (unit, span) in Units)
        {
            if (text is null || !text.EndsWith(unit, StringComparison.Ordinal))
            {
                continue;
            }

            if (decimal.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number <= TimeSpan.TicksPerDay * 1000m / span.Ticks)
            {
                duration = TimeSpan.FromTicks((long)(number * span.Ticks));
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes it with the largest unit of which it is a whole multiple, else in milliseconds with decimals.</summary>
    public static string Write(TimeSpan duration)
    {
        for (var index = Units.Length - 1; index >= 0; index--)
        {
            var (unit, span) = Units[index];
            if (duration.Ticks % span.Ticks == 0 && (duration.Ticks != 0 || unit == "s"))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / span.Ticks}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / TimeSpan.TicksPerMillisecond}ms");
    }
}
