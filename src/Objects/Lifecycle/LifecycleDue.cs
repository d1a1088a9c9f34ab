namespace Headwater.Objects.Lifecycle;

/// <summary>When something is due: so many days after a moment, or at a date. Exactly one is there.</summary>
/// <param name="Days">Days, or null.</param>
/// <param name="Date">Midnight UTC, or null.</param>
public sealed record LifecycleDue(int? Days, DateTimeOffset? Date)
{
    /// <summary>When it is due for what began at a moment: counted in days it is rounded up to midnight UTC.</summary>
    public DateTimeOffset For(DateTimeOffset began) => Date ?? NextMidnight(began.AddDays(Days ?? 0));

    /// <summary>Midnight UTC at or after a time.</summary>
    internal static DateTimeOffset NextMidnight(DateTimeOffset time)
    {
        var day = new DateTimeOffset(time.UtcDateTime.Date, TimeSpan.Zero);
        return day == time ? day : day.AddDays(1);
    }
}
