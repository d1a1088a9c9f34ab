namespace Headwater.Aws.Models;

/// <summary>How a moment is written on the wire.</summary>
public enum TimestampFormat
{
    /// <summary>Seconds since 1970-01-01T00:00:00Z, with a fraction when there is one.</summary>
    UnixTimestamp,

    /// <summary>Such as <c>2026-11-22T20:00:00Z</c>.</summary>
    Iso8601,

    /// <summary>Such as <c>Sun, 22 Nov 2026 20:00:00 GMT</c>.</summary>
    Rfc822,
}
