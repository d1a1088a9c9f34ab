using Headwater.Live.Alerts;
using Headwater.Live.Archives;
using Headwater.Live.Channels;
using Headwater.Live.Stills;
using Headwater.Log;
using Headwater.Plans;

namespace Headwater.Hosts.Platform;

/// <summary>One channel as the plane runs it: its log, and the pipeline, archives and stills over it. Changed by the plane's one caller; observed from anywhere.</summary>
internal sealed class RunningChannel
{
    private static readonly AlertKey InputLost = new(AlertKinds.InputLost);

    private readonly MediaPlaneParts _parts;
    private readonly Action _changed;
    private readonly ChannelAlerts _presence;
    private List<ArchiveOutput> _archives = [];
    private StillCamera? _stills;

    public RunningChannel(ChannelPlan plan, MediaPlaneParts parts, Action changed)
    {
        (Plan, _parts, _changed) = (plan, parts, changed);
        Alerts = new ChannelAlerts(parts.Clock, changed);
        _presence = new ChannelAlerts(parts.Clock);
    }

    /// <summary>What it runs.</summary>
    public ChannelPlan Plan { get; private set; }

    /// <summary>The channel's alerts.</summary>
    public ChannelAlerts Alerts { get; }

    /// <summary>Its log; null when it could not be opened.</summary>
    public MediaLog? Log { get; private set; }

    /// <summary>What takes its publisher; null while it is replaced, or could not be made.</summary>
    public ChannelPipeline? Pipeline { get; private set; }

    /// <summary>Whether it could not be started.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether a plan can be run without a new pipeline, so that a publisher does not notice.</summary>
    public bool KeepsPipeline(ChannelPlan plan) =>
        Pipeline is not null && !HasFailed && Plan.Input == plan.Input && Plan.Ladder == plan.Ladder && Plan.PartDuration == plan.PartDuration;

    /// <summary>Makes the plan run: opens the log, makes a pipeline where there is none, begins and ends archives. What fails is told, not thrown.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="openLog">Opens the channel's log.</param>
    public async ValueTask StartAsync(ChannelPlan plan, Func<ValueTask<MediaLog>> openLog)
    {
        var logger = _parts.Loggers.CreateLogger<RunningChannel>();
        try
        {
            if (Log is not { } log)
            {
                log = Log = await openLog();
            }
            else if ((plan.Retention, plan.RetentionBytes) != (Plan.Retention, Plan.RetentionBytes))
            {
                log.SetRetention(plan.Retention, plan.RetentionBytes);
            }

            Pipeline ??= new ChannelPipeline(plan, log, _parts.Transcoder, _parts.Clock, _parts.Loggers.CreateLogger<ChannelPipeline>(), Alerts) { Changed = _changed };
            _stills ??= new StillCamera(log, _parts.Stills, _parts.Clock);
            await ArchiveAsync(plan, log);
            Plan = plan;
            HasFailed = false;
            Alerts.Clear(new AlertKey(AlertKinds.StartFailed));
        }
#pragma warning disable CA1031 // One channel's failure, whatever it is, must not stop the others.
        catch (Exception fault)
        {
            PlatformEvents.NotStarted(logger, plan.Id, fault);
            Fail(plan, fault.Message);
        }
#pragma warning restore CA1031
    }

    /// <summary>Says that the plan cannot run.</summary>
    public void Fail(ChannelPlan plan, string why)
    {
        (Plan, HasFailed) = (plan, true);
        Alerts.Raise(new AlertKey(AlertKinds.StartFailed), $"channel: could not be started: {why}");
    }

    /// <summary>Ends the pipeline: its publisher's session ends, what was gathered is written. The log stays open.</summary>
    public async ValueTask EndPipelineAsync()
    {
        if (Pipeline is { } pipeline)
        {
            await pipeline.CloseAsync();
            await pipeline.DisposeAsync();
            Pipeline = null;
        }
    }

    /// <summary>Ends everything but the log.</summary>
    public async ValueTask StopAsync()
    {
        await EndPipelineAsync();
        await Task.WhenAll(_archives.Select(archive => archive.DisposeAsync().AsTask()));
        _archives = [];
        _stills?.Dispose();
        _stills = null;
    }

    /// <summary>Closes the log, after <see cref="StopAsync"/> and after whoever reads it has ended.</summary>
    public async ValueTask CloseLogAsync()
    {
        if (Log is { } log)
        {
            Log = null;
            await log.DisposeAsync();
        }
    }

    /// <summary>The newest still, or null.</summary>
    public ValueTask<Still?> StillAsync(CancellationToken cancellationToken) => _stills?.TakeAsync(cancellationToken) ?? default;

    /// <summary>What it does now.</summary>
    public ChannelObservation Observe()
    {
        var pipeline = Pipeline;
        var lost = pipeline?.InputLostSince;
        if (lost is { } since)
        {
            _presence.Raise(InputLost, $"source: nothing has come since {since:u}");
        }
        else
        {
            _presence.Clear(InputLost);
        }

        return new ChannelObservation
        {
            ChannelId = Plan.Id,
            State = HasFailed ? ChannelRunState.Failed : pipeline is null ? ChannelRunState.Starting : pipeline.IsRecovering ? ChannelRunState.Recovering : ChannelRunState.Running,
            Publisher = pipeline?.Publisher?.ToString(),
            InputLostSince = lost,
            InputVideoSamples = pipeline?.InputVideoSamples ?? 0,
            InputBytes = pipeline?.InputBytes ?? 0,
            OutputBytes = pipeline?.OutputBytes ?? 0,
            EncoderReplacements = pipeline?.EncoderReplacements ?? 0,
            ActiveOutputs = [.. _archives.Where(archive => archive.IsActive).Select(archive => archive.Plan.Name)],
            Alerts = [.. _presence.Snapshot.Concat(Alerts.Snapshot).OrderBy(alert => alert.At).Select(alert => alert.Observe())],
        };
    }

    private async ValueTask ArchiveAsync(ChannelPlan plan, MediaLog log)
    {
        var gone = _archives.Where(archive => !plan.Archives.Contains(archive.Plan)).ToList();
        await Task.WhenAll(gone.Select(archive => archive.DisposeAsync().AsTask()));
        var kept = _archives.Except(gone).ToList();
        var added = plan.Archives.Where(archive => kept.TrueForAll(running => running.Plan != archive));
        // One list takes the other's place: whoever observes sees either.
        _archives = [.. kept, .. added.Select(archive =>
            new ArchiveOutput(plan.Id, archive, log, _parts.Archives, _parts.Clock, Alerts, _parts.Loggers.CreateLogger<ArchiveOutput>()))];
    }
}
