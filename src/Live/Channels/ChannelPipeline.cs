using System.Net;
using Headwater.Foundation;
using Headwater.Live.Access;
using Headwater.Live.Alerts;
using Headwater.Live.Fragments;
using Headwater.Live.Timeline;
using Headwater.Live.Transcoding;
using Headwater.Log;
using Headwater.Plans;
using Headwater.Views.Segmentation;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Channels;

/// <summary>One pipeline of one channel: at most one publisher, its timeline, and what is written to the log.</summary>
/// <remarks>The log is borrowed. Media calls come from the one publisher's session; everything else may be called from anywhere.</remarks>
public sealed partial class ChannelPipeline : IAsyncDisposable
{
    // A source may be ahead of UTC and be held back, or send in bursts; longer silence is a loss.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private readonly CidrRules _admitted;
    private readonly TimelineEngine _timeline;
    private readonly IChannelOutput _output;
    private readonly ILogger _logger;
    private readonly ChannelAlerts _alerts;
    private readonly SourceAlerts _sourceAlerts;
    private readonly TimeProvider _clock;
    private readonly ChannelLogWriter _writer;

    // Whoever holds it may call the timeline and the output: the session, the ticks beside it, and the session that follows.
    private readonly SemaphoreSlim _session = new(1, 1);
    private PublisherLease? _publisher;
    private long _lastMediaTicks;
    private long _inputBytes;
    private long _inputVideoSamples;
    private bool _closed;
    private bool _disposed;
    private long _videoTracks;

    /// <summary>A pipeline that runs the plan on that log.</summary>
    /// <param name="plan">The plan; valid.</param>
    /// <param name="log">The channel's log; nobody else writes to it.</param>
    /// <param name="transcoder">Runs the ladder; not asked when the plan has none.</param>
    /// <param name="clock">The only clock.</param>
    /// <param name="logger">Where events go.</param>
    /// <param name="alerts">Where its alerts go, with those of others; null for a list of its own.</param>
    public ChannelPipeline(ChannelPlan plan, MediaLog log, ITranscoder transcoder, TimeProvider clock, ILogger logger, ChannelAlerts? alerts = null)
    {
        Plan = plan;
        Log = log;
        _logger = logger;
        _clock = clock;
        _alerts = alerts ?? new ChannelAlerts(clock);
        _lastMediaTicks = clock.GetUtcNow().UtcTicks;
        _sourceAlerts = new SourceAlerts(_alerts);
        if (!CidrRules.TryParse(plan.Input.AllowedCidrs, out var admitted, out var faults))
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(plan));
        }

        _admitted = admitted;
        _timeline = new TimelineEngine(clock, new TimelineOptions { Floor = SnapshotWindow.Head(log.Snapshot) });
        _writer = new ChannelLogWriter(log, plan.PartDuration, plan.Id, _alerts, logger);
        _output = plan.Ladder is { } ladder
            ? new LadderOutput(plan.Id, ladder, _writer, transcoder, clock, _alerts, logger)
            : new PassthroughOutput(_writer);
    }

    /// <summary>What this pipeline runs.</summary>
    public ChannelPlan Plan { get; }

    /// <summary>What it writes.</summary>
    public MediaLog Log { get; }

    /// <summary>Who publishes now, or null.</summary>
    public IPEndPoint? Publisher => Volatile.Read(ref _publisher)?.Remote;

    /// <summary>What the timeline had to mend so far.</summary>
    public TimelineCounters TimelineCounters => _timeline.Counters;

    /// <summary>What an operator should know, newest last; at most a hundred. A picture that never changes.</summary>
    public IReadOnlyList<ChannelAlert> Alerts => _alerts.Snapshot;

    /// <summary>How many samples were not written because they lay before what the log already held.</summary>
    public long LateSamples => _writer.LateSamples;

    /// <summary>How many fragments were lost because the log could not store them.</summary>
    public long DroppedFragments => _writer.DroppedFragments;

    /// <summary>Samples of pictures that publishers have sent.</summary>
    public long InputVideoSamples => Volatile.Read(ref _inputVideoSamples);

    /// <summary>Bytes of media that publishers have sent.</summary>
    public long InputBytes => Volatile.Read(ref _inputBytes);

    /// <summary>Bytes of media that were stored, of all renditions.</summary>
    public long OutputBytes => _writer.StoredBytes;

    /// <summary>How often an encoder was replaced.</summary>
    public long EncoderReplacements => _output.EncoderReplacements;

    /// <summary>Whether the encoder broke and its successor has given nothing yet.</summary>
    public bool IsRecovering => _output.IsRecovering;

    /// <summary>Since when nothing has come from a publisher; null while media comes, also when it comes with short pauses.</summary>
    public DateTimeOffset? InputLostSince
    {
        get
        {
            var last = new DateTimeOffset(Volatile.Read(ref _lastMediaTicks), TimeSpan.Zero);
            return Publisher is null || _clock.GetUtcNow() - last > LongestPause ? last : null;
        }
    }

    /// <summary>Called when a publisher comes or goes; must return at once.</summary>
    public Action? Changed { get; init; }

    /// <summary>Gives the input to a publisher unless its rules, or another publisher, speak against it.</summary>
    internal PublishRefusal? TryAttach(IPEndPoint remote, out PublisherLease? lease)
    {
        lease = null;
        if (!_admitted.Admits(remote.Address))
        {
            return new PublishRefusal.NotAdmitted();
        }

        var wanted = new PublisherLease(this, remote, _clock);
        if (Volatile.Read(ref _closed))
        {
            return new PublishRefusal.UnknownStream();
        }

        if (Interlocked.CompareExchange(ref _publisher, wanted, null) is not null)
        {
            _alerts.Note(new AlertKey(AlertKinds.DoublePublishing), $"source: {remote} asked for an input that has a publisher");
            return new PublishRefusal.InUse();
        }

        if (Volatile.Read(ref _closed))
        {
            Volatile.Write(ref _publisher, null);
            return new PublishRefusal.UnknownStream();
        }

        lease = wanted;
        Changed?.Invoke();
        Events.Attached(_logger, Plan.Id, remote);
        return null;
    }

    internal async ValueTask BeginAsync(SourceClock clock, CancellationToken cancellationToken)
    {
        await _session.WaitAsync(cancellationToken);
        try
        {
            await HandleAsync(_timeline.BeginSession(clock));
        }
        finally
        {
            _session.Release();
        }
    }

    internal async ValueTask SetFormatAsync(int track, TrackFormat format, long sampleDurationTicks, CancellationToken cancellationToken)
    {
        await _session.WaitAsync(cancellationToken);
        try
        {
            _timeline.SetFormat(track, format, sampleDurationTicks);
            _videoTracks = format.Kind == TrackKind.Video ? _videoTracks | (1L << track) : _videoTracks & ~(1L << track);
        }
        finally
        {
            _session.Release();
        }
    }

    /// <summary>Takes a sample; waits while the output is behind, and while the source is too far ahead of UTC. Cancelled in the first wait it has taken nothing, later all.</summary>
    internal async ValueTask PushAsync(SourceSample sample, CancellationToken cancellationToken)
    {
        TimeSpan holdBack;
        await _session.WaitAsync(cancellationToken);
        try
        {
            await _output.ReadyAsync(cancellationToken);
            Count(sample);
            await HandleAsync(_timeline.Push(sample));
            holdBack = _timeline.HoldBack;
        }
        finally
        {
            _session.Release();
        }

        if (holdBack > TimeSpan.Zero)
        {
            await Task.Delay(holdBack, _clock, cancellationToken);
        }
    }

    /// <summary>Lets the timeline see that time passes. Not while the output makes the session wait: then the source is not to blame for silence.</summary>
    internal async ValueTask TickAsync(CancellationToken cancellationToken)
    {
        if (!await _session.WaitAsync(0, cancellationToken))
        {
            return;
        }

        try
        {
            await HandleAsync(_timeline.Tick());
        }
        finally
        {
            _session.Release();
        }
    }

    /// <summary>Gives the input back at once; who comes next waits in <see cref="BeginAsync"/> until what this session left is written.</summary>
    internal async ValueTask DetachAsync(PublisherLease lease)
    {
        await _session.WaitAsync();
        try
        {
            Events.Detached(_logger, Plan.Id, lease.Remote);
            Volatile.Write(ref _publisher, null);
            await HandleAsync(_timeline.EndSession());
            await _output.PauseAsync();
        }
        finally
        {
            _sourceAlerts.End();
            _session.Release();
            Changed?.Invoke();
        }
    }

    private void Count(SourceSample sample)
    {
        Volatile.Write(ref _lastMediaTicks, _clock.GetUtcNow().UtcTicks);
        Volatile.Write(ref _inputBytes, _inputBytes + sample.Payload.Length);
        if ((_videoTracks & (1L << sample.Track)) != 0)
        {
            Volatile.Write(ref _inputVideoSamples, _inputVideoSamples + 1);
        }
    }

    /// <summary>Admits nobody any more and tells the publisher's session to end; does not wait for it.</summary>
    internal void Close()
    {
        Volatile.Write(ref _closed, true);
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _publisher)?.Revoke();
    }

    /// <summary>Admits nobody any more, ends the publisher's session and waits until what it left is written.</summary>
    public async ValueTask CloseAsync()
    {
        var publisher = Volatile.Read(ref _publisher);
        Close();
        if ((publisher ?? Volatile.Read(ref _publisher)) is { } leaving)
        {
            await leaving.Ended;
        }
    }

    // Takes no token: the timeline tells a format once and a sample once, so whoever has asked it takes all of the answer, also
    // when its session ends meanwhile. That wait is bounded: see IChannelOutput. Nobody waits for room here, as that was asked for before.
    private async ValueTask HandleAsync(IReadOnlyList<TimelineEvent> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            switch (events[index])
            {
                case TimelineSample sample:
                    await _output.SampleAsync(sample.Sample);
                    break;
                case TimelineFormat format:
                    await _output.FormatAsync(format.Track, format.Format);
                    break;
                case TimelineDiscontinuity discontinuity:
                    Events.Discontinued(_logger, Plan.Id, discontinuity.Reason);
                    await _output.DiscontinuityAsync();
                    break;
                case TimelineObservation observation:
                    Events.Observed(_logger, Plan.Id, observation);
                    _sourceAlerts.Take(observation);
                    break;
            }
        }
    }

    /// <summary>Stops: no publisher is admitted any more, what was gathered is written. Sessions must have ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _closed, true);
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        // A session that has just ended may still write what it left.
        await _session.WaitAsync();
        await _output.DisposeAsync();
        _session.Dispose();
    }

    private static partial class Events
    {
        [LoggerMessage(3101, LogLevel.Information, "{Channel}: {Publisher} publishes")]
        public static partial void Attached(ILogger logger, string channel, IPEndPoint publisher);

        [LoggerMessage(3102, LogLevel.Information, "{Channel}: {Publisher} no longer publishes")]
        public static partial void Detached(ILogger logger, string channel, IPEndPoint publisher);

        [LoggerMessage(3103, LogLevel.Information, "{Channel}: discontinuity: {Reason}")]
        public static partial void Discontinued(ILogger logger, string channel, TimelineDiscontinuityReason reason);

        [LoggerMessage(3104, LogLevel.Warning, "{Channel}: source: {Observation}")]
        public static partial void Observed(ILogger logger, string channel, TimelineObservation observation);
    }
}
