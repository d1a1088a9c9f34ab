namespace Headwater.Log;

/// <summary>Samples of one track, contiguous in decode time: one movie fragment, which CMAF calls a chunk and LL-HLS a part.</summary>
public sealed record Fragment : LogRecord
{
    /// <summary>The track, as in its <see cref="TrackConfig"/>, which precedes it in the log.</summary>
    public required int Track { get; init; }

    /// <summary>Decode time of the first sample since 1970-01-01T00:00:00Z in ticks of the track's timescale; grows within a track.</summary>
    public required long DecodeTicks { get; init; }

    /// <summary>Earliest presentation time in the fragment, in ticks, never before <see cref="DecodeTicks"/>.</summary>
    public required long PresentationTicks { get; init; }

    /// <summary>Sum of the sample durations in ticks; greater than zero.</summary>
    public required long DurationTicks { get; init; }

    /// <summary>Whether the first sample is a random access point.</summary>
    public required bool RandomAccess { get; init; }

    /// <summary>One <c>moof</c> and one <c>mdat</c> box; base data offset is the moof. Borrowed until the append completes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
