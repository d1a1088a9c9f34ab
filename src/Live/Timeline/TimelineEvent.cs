using Headwater.Foundation;

namespace Headwater.Live.Timeline;

/// <summary>One thing a timeline gives, in order.</summary>
public abstract record TimelineEvent
{
    private protected TimelineEvent()
    {
    }
}

/// <summary>A sample in its place: ticks since the Unix epoch, pictures on 90,000 a second, sound on its format's timescale.</summary>
/// <param name="Sample">Decode times strictly grow within a track; presentation is never before decode.</param>
public sealed record TimelineSample(MediaSample Sample) : TimelineEvent;

/// <summary>The format of a track, before its first sample and whenever it differs from the last one given.</summary>
/// <param name="Track">The track.</param>
/// <param name="Format">The format, with the timescale of the samples that follow.</param>
public sealed record TimelineFormat(int Track, TrackFormat Format) : TimelineEvent;

/// <summary>What follows, on any track, does not continue what came before.</summary>
/// <param name="Reason">Why.</param>
public sealed record TimelineDiscontinuity(TimelineDiscontinuityReason Reason) : TimelineEvent;

/// <summary>Why a timeline declares a discontinuity.</summary>
public enum TimelineDiscontinuityReason
{
    /// <summary>The first sample after a restart of the server, when earlier runs had published.</summary>
    Restart,

    /// <summary>The first sample of another session.</summary>
    SessionChange,

    /// <summary>A track's format differs from here on.</summary>
    FormatChange,

    /// <summary>Media is missing within a session: the source was silent and its stamps jumped, or it ran too far ahead of UTC.</summary>
    Hole,
}
