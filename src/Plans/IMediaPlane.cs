namespace Headwater.Plans;

/// <summary>Runs what plans say and tells what it sees; the control plane's only door to media. Callable from anywhere.</summary>
public interface IMediaPlane
{
    /// <summary>What it sees now; an immutable picture.</summary>
    PlatformObservation Observation { get; }

    /// <summary>
    /// Makes the whole plan run: starts what is new, stops what is gone, replaces what changed, leaves the rest untouched.
    /// Returns when every new channel can be published to and every removed one has written what it held.
    /// </summary>
    /// <remarks>Calls are queued; the newest plan wins. Media of a removed channel or package stays on disk until <see cref="ForgetAsync"/>.</remarks>
    ValueTask ApplyAsync(PlatformPlan plan, CancellationToken cancellationToken);

    /// <summary>Waits until a picture fits.</summary>
    ValueTask<PlatformObservation> WaitAsync(Func<PlatformObservation, bool> fits, CancellationToken cancellationToken);

    /// <summary>Removes the media of a channel or package that no plan names any more.</summary>
    ValueTask ForgetAsync(string id, CancellationToken cancellationToken);

    /// <summary>The newest still of a running channel as JPEG with the time it shows, or null while there is none.</summary>
    ValueTask<Still?> StillAsync(string channelId, CancellationToken cancellationToken);
}
