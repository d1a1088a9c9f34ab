using Headwater.Plans;

namespace Headwater.Hosts.ControlPlane;

/// <summary>The media plane as the control plane sees it: what the plan file runs goes on beside whatever is applied here.</summary>
internal sealed class PlanFilePlane(IMediaPlane plane, PlatformPlan file) : IMediaPlane
{
    public PlatformObservation Observation => plane.Observation;

    public ValueTask ApplyAsync(PlatformPlan plan, CancellationToken cancellationToken) => plane.ApplyAsync(
        plan with
        {
            Channels = [.. file.Channels, .. plan.Channels],
            Packages = [.. file.Packages, .. plan.Packages],
            Endpoints = [.. file.Endpoints, .. plan.Endpoints],
        },
        cancellationToken);

    public ValueTask<PlatformObservation> WaitAsync(Func<PlatformObservation, bool> fits, CancellationToken cancellationToken) => plane.WaitAsync(fits, cancellationToken);

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken) => plane.ForgetAsync(id, cancellationToken);

    public ValueTask<Still?> StillAsync(string channelId, CancellationToken cancellationToken) => plane.StillAsync(channelId, cancellationToken);
}
