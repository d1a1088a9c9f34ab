using System.Collections.Immutable;
using Headwater.Plans;

namespace Headwater.Aws.Tests.MediaLive.Support;

/// <summary>A media plane without media: it keeps the newest plan and shows of each pipeline what a test wants seen.</summary>
internal sealed class FakeMediaPlane(TimeProvider clock) : IMediaPlane
{
    private readonly Lock _lock = new();
    private PlatformObservation _observation = PlatformObservation.None;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PlatformObservation Observation => Volatile.Read(ref _observation);

    /// <summary>The plans that were applied, newest last.</summary>
    public List<PlatformPlan> Plans { get; } = [];

    /// <summary>What a pipeline is seen as when a plan names it for the first time.</summary>
    public Func<string, ChannelRunState> Begins { get; set; } = _ => ChannelRunState.Running;

    /// <summary>Set to make the next applications of plans fail.</summary>
    public Exception? Fault { get; set; }

    public Dictionary<string, Still> Stills { get; } = [];

    public List<string> Forgotten { get; } = [];

    public IEnumerable<string> Running => Plans.LastOrDefault()?.Channels.Select(channel => channel.Id) ?? [];

    public ValueTask ApplyAsync(PlatformPlan plan, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        Plans.Add(plan);
        Show(seen => plan.Channels.ToImmutableDictionary(
            channel => channel.Id, channel => seen.GetValueOrDefault(channel.Id) ?? new ChannelObservation { ChannelId = channel.Id, State = Begins(channel.Id) }));
        return ValueTask.CompletedTask;
    }

    /// <summary>Changes what is seen of one pipeline.</summary>
    public void See(string id, Func<ChannelObservation, ChannelObservation> change) => Show(seen => seen.SetItem(id, change(seen[id])));

    public async ValueTask<PlatformObservation> WaitAsync(Func<PlatformObservation, bool> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (Observation is var seen && fits(seen))
            {
                return seen;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        Forgotten.Add(id);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Still?> StillAsync(string channelId, CancellationToken cancellationToken) => new(Stills.GetValueOrDefault(channelId));

    private void Show(Func<ImmutableDictionary<string, ChannelObservation>, ImmutableDictionary<string, ChannelObservation>> change)
    {
        lock (_lock)
        {
            Volatile.Write(ref _observation, new PlatformObservation(clock.GetUtcNow(), change(_observation.Channels), _observation.Packages));
        }

        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
