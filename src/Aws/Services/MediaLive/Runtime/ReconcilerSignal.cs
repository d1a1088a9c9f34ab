using System.Threading.Channels;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>Wakes the reconciler. Many may call, one waits; wakes that come while it works make one more pass.</summary>
internal sealed class ReconcilerSignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    // The first pass of a process always publishes: what ran before it should run again.
    private int _planChanged = 1;

    /// <summary>What should run is not what was published.</summary>
    public void PlanChanged()
    {
        Volatile.Write(ref _planChanged, 1);
        StateChanged();
    }

    /// <summary>There may be something to carry on.</summary>
    public void StateChanged() => _wakes.Writer.TryWrite(true);

    /// <summary>Whether the plan changed since this was last asked.</summary>
    public bool TakePlanChange() => Interlocked.Exchange(ref _planChanged, 0) == 1;

    /// <summary>Waits for the next wake. The reconciler only.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _wakes.Reader.ReadAsync(cancellationToken);
}
