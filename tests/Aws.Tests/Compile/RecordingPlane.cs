using Headwater.Plans;

namespace Headwater.Aws.Tests.Compile;

/// <summary>Remembers the plans it was given, and how many came at once.</summary>
internal sealed class RecordingPlane : IMediaPlane
{
    private int _inside;

    public List<PlatformPlan> Plans { get; } = [];

    public List<string> Forgotten { get; } = [];

    public int MostAtOnce { get; private set; }

    public PlatformObservation Observation => PlatformObservation.None;

    public async ValueTask ApplyAsync(PlatformPlan plan, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inside));
        await Task.Yield();
        Plans.Add(plan);
        Interlocked.Decrement(ref _inside);
    }

    public ValueTask<PlatformObservation> WaitAsync(Func<PlatformObservation, bool> fits, CancellationToken cancellationToken) => new(Observation);

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        Forgotten.Add(id);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Still?> StillAsync(string channelId, CancellationToken cancellationToken) => new((Still?)null);
}
