namespace Headwater.Views.Hls;

/// <summary>How far a media playlist reaches.</summary>
/// <param name="LastClosed">Number of the newest complete segment listed; -1 when there is none.</param>
/// <param name="OpenNumber">Number of the segment whose parts are listed so far, or null.</param>
/// <param name="OpenParts">How many parts of it are listed.</param>
/// <param name="LastClosedParts">How many parts the newest complete segment has.</param>
/// <param name="Final">Whether nothing will be added.</param>
public readonly record struct PlaylistEdge(long LastClosed, long? OpenNumber, int OpenParts, int LastClosedParts, bool Final)
{
    /// <summary>The newest media sequence number the playlist names.</summary>
    public long LastNumber => OpenNumber ?? LastClosed;

    /// <summary>Whether the playlist holds this segment, or this part of it, or will never hold it.</summary>
    /// <remarks>Specification: RFC 8216bis, 6.2.5.2: a part beyond the last of a complete segment means the first of the next.</remarks>
    public bool Satisfies(long number, int? part)
    {
        // What lies between the newest complete segment and the open one is listed as a gap.
        if (Final || LastClosed > number || OpenNumber > number)
        {
            return true;
        }

        if (part is not { } index)
        {
            return LastClosed == number;
        }

        return LastClosed == number
            ? index < LastClosedParts
            : OpenNumber == number && OpenParts > index;
    }
}
