namespace Headwater.Formats.Hls;

/// <summary>What the server offers for low latency (EXT-X-SERVER-CONTROL). Specification: RFC 8216bis, 4.4.3.8.</summary>
public sealed record ServerControl
{
    /// <summary>Whether a request may wait for a segment or part.</summary>
    public bool CanBlockReload { get; init; }

    /// <summary>Distance from the end that parts players keep; required with parts, at least twice and better three times the part target.</summary>
    public TimeSpan? PartHoldBack { get; init; }

    /// <summary>Distance from the end that other players keep; at least three target durations.</summary>
    public TimeSpan? HoldBack { get; init; }

    /// <summary>The skip boundary: segments further from the end may be skipped; at least six target durations.</summary>
    public TimeSpan? CanSkipUntil { get; init; }

    /// <summary>Whether delta updates leave out old date ranges too; only with <see cref="CanSkipUntil"/>.</summary>
    public bool CanSkipDateRanges { get; init; }
}
