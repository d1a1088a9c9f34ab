namespace Headwater.Hosts.ControlPlane;

/// <summary>Loops that run as long as the control plane: started together, stopped and awaited together.</summary>
internal sealed partial class BackgroundWork(ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    /// <summary>Starts a loop.</summary>
    /// <param name="name">For the log, should it break.</param>
    /// <param name="loop">Runs until it is cancelled.</param>
    public void Start(string name, Func<CancellationToken, Task> loop) => _loops.Add(RunAsync(name, loop));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    private async Task RunAsync(string name, Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The control plane stops.
        }
#pragma warning disable CA1031 // The loop's edge: what broke is told; the other loops go on.
        catch (Exception fault)
        {
            Log.Broken(logger, name, fault);
        }
#pragma warning restore CA1031
    }

    private static partial class Log
    {
        [LoggerMessage(9101, LogLevel.Critical, "{Loop} has ended and does not run until the next start")]
        public static partial void Broken(ILogger logger, string loop, Exception fault);
    }
}
