using Headwater.Foundation;

namespace Headwater.Live.Timeline;

/// <summary>Something about a source that an operator may want to know; changes nothing downstream.</summary>
public abstract record TimelineObservation : TimelineEvent
{
    private protected TimelineObservation()
    {
    }
}

/// <summary>A track's stamps left their course and were put back on the timeline.</summary>
/// <param name="Track">The track.</param>
/// <param name="Jump">How far the stamps moved beyond what was expected; negative for backward. Bounded to ±1,000 days.</param>
public sealed record JumpObserved(int Track, TimeSpan Jump) : TimelineObservation;

/// <summary>A track began on another epoch than the one that was there before; both were aligned by arrival.</summary>
/// <param name="Track">The track that came later.</param>
public sealed record EpochSplitObserved(int Track) : TimelineObservation;

/// <summary>Stamps that did not grow, or presentation before decode, were mended. At most once a second and track.</summary>
/// <param name="Track">The track.</param>
/// <param name="Count">How many samples since the last such observation.</param>
public sealed record RepairsObserved(int Track, long Count) : TimelineObservation;

/// <summary>Samples were not passed on; <see cref="TimelineCounters"/> says why. At most once a second and track.</summary>
/// <param name="Track">The track.</param>
/// <param name="Count">How many samples since the last such observation.</param>
public sealed record DropsObserved(int Track, long Count) : TimelineObservation;

/// <summary>No picture or no sound has arrived for <see cref="TimelineOptions.MissingAfter"/> in a running session.</summary>
/// <param name="Kind">What is missing.</param>
public sealed record MissingObserved(TrackKind Kind) : TimelineObservation;

/// <summary>What was missing arrives again.</summary>
/// <param name="Kind">What came back.</param>
public sealed record ReturnObserved(TrackKind Kind) : TimelineObservation;

/// <summary>The timeline began or ceased to be slewed towards UTC.</summary>
/// <param name="DriftPartsPerMillion">The source's clock against UTC as measured in this session; positive when it is fast. 0 while unknown.</param>
/// <param name="SlewPartsPerMillion">By how much the timeline is now stretched; −2,000 to 2,000, 0 when it no longer is.</param>
/// <param name="Lead">Timeline minus UTC; negative when it lags.</param>
public sealed record DriftObserved(int DriftPartsPerMillion, int SlewPartsPerMillion, TimeSpan Lead) : TimelineObservation;
