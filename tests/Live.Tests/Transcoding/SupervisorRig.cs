using Headwater.Live.Transcoding;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Transcoding;

/// <summary>A supervisor over fake encoders and a clock that the test drives, with a reader that keeps all.</summary>
internal sealed class SupervisorRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));
    private readonly Lock _gate = new();
    private readonly List<TranscoderOutput> _outputs = [];
    private readonly List<TranscodeAlert> _alerts = [];
    private readonly CountingContext _context = new();
    private Task _reading = Task.CompletedTask;

    public SupervisorRig(TranscodeSupervision? supervision = null, TranscodeJob? job = null, bool read = true)
    {
        Supervisor = _context.Run(() => new TranscodeSupervisor(Transcoder, job ?? Source.Job, supervision ?? new TranscodeSupervision(), Time, alert =>
        {
            lock (_gate)
            {
                _alerts.Add(alert);
            }
        }));
        if (read)
        {
            _reading = _context.Run(ReadAsync);
        }
    }

    public FakeTranscoder Transcoder { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public TranscodeSupervisor Supervisor { get; }

    public IReadOnlyList<TranscodeAlert> Alerts
    {
        get
        {
            lock (_gate)
            {
                return [.. _alerts];
            }
        }
    }

    public IReadOnlyList<TranscoderOutput> Outputs
    {
        get
        {
            lock (_gate)
            {
                return [.. _outputs];
            }
        }
    }

    public CancellationToken Deadline => _deadline.Token;

    public IEnumerable<long> Times(int output) => Outputs.OfType<OutputSample>().Where(sample => sample.Output == output).Select(sample => sample.Sample.PresentationTicks);

    public void StartReading() => _reading = _context.Run(ReadAsync);

    public async Task WriteAsync(int from, int count)
    {
        for (var frame = from; frame < from + count; frame++)
        {
            await Supervisor.WriteAsync(Source.Picture(frame), Deadline);
        }
    }

    /// <summary>Lets the supervisor's tasks run, without time passing, until a condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Deadline.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Lets time pass in small steps until a condition holds; gives back how much passed.</summary>
    public async Task<TimeSpan> AdvanceUntilAsync(Func<bool> condition, Func<Task>? eachStep = null)
    {
        var began = Time.GetUtcNow();
        while (!condition())
        {
            Deadline.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await (eachStep?.Invoke() ?? Task.CompletedTask);
            await RestAsync();
        }

        return Time.GetUtcNow() - began;
    }

    /// <summary>Gives every task that can run the occasion to.</summary>
    public static async Task SettleAsync()
    {
        // The pool may never be quiet for long on a busy machine; who calls looks again anyway.
        for (int quiet = 0, looks = 0; quiet < 200 && looks < 20_000; looks++)
        {
            await Task.Yield();
            quiet = ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
        }
    }

    /// <summary>Waits until the supervisor's tasks have gone as far as they can without time passing, however long the system keeps their threads from running.</summary>
    private async Task RestAsync()
    {
        do
        {
            await SettleAsync();
        }
        while (_context.IsBusy);
    }

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        await _reading;
        _deadline.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var output in Supervisor.ReadAsync(CancellationToken.None))
        {
            lock (_gate)
            {
                _outputs.Add(output);
            }
        }
    }
}
