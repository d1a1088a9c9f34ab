namespace Headwater.Live.Timeline;

/// <summary>The numbers by which the timeline judges a source. README.md says why each is what it is.</summary>
internal static class TimelineLimits
{
    /// <summary>Tracks of a session, numbered from 0.</summary>
    public const int Tracks = 32;

    /// <summary>A longer step forward is a jump unless wall time or another track agrees.</summary>
    public static readonly TimeSpan ForwardJump = TimeSpan.FromSeconds(3);

    /// <summary>A longer step behind the foremost stamp is a jump; a shorter one is mended in place.</summary>
    public static readonly TimeSpan BackwardJump = TimeSpan.FromMilliseconds(500);

    /// <summary>Jumps of two tracks within this time may be one jump.</summary>
    public static readonly TimeSpan JumpTogether = TimeSpan.FromSeconds(10);

    /// <summary>At a jump, a silence longer than this is a hole in the media.</summary>
    public static readonly TimeSpan Hole = TimeSpan.FromMilliseconds(500);

    /// <summary>Farthest the timeline runs ahead of wall time, beyond what the floor and steps of the system's clock explain.</summary>
    public static readonly TimeSpan MostLead = TimeSpan.FromSeconds(10);

    /// <summary>A source that is farther ahead is to be held back, before <see cref="MostLead"/> cuts it.</summary>
    public static readonly TimeSpan LeadToHoldBack = TimeSpan.FromSeconds(5);

    /// <summary>How much of <see cref="MostLead"/> must be free again before a source that ran too far ahead is taken up again.</summary>
    public static readonly TimeSpan LeadToResume = TimeSpan.FromSeconds(2);

    /// <summary>Farthest a track lags for a whole <see cref="Window"/> before it is placed anew at wall time.</summary>
    public static readonly TimeSpan MostLag = TimeSpan.FromSeconds(10);

    /// <summary>How long lead and lag are watched before something is done.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <summary>Longest composition offset believed.</summary>
    public static readonly TimeSpan Composition = TimeSpan.FromSeconds(10);

    /// <summary>Longest negative composition offset believed.</summary>
    public static readonly TimeSpan NegativeComposition = TimeSpan.FromSeconds(1);
}
