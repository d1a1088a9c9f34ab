using System.Buffers;
using System.Globalization;
using Headwater.Live.Alerts;
using Headwater.Log;
using Headwater.Plans;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Archives;

/// <summary>Writes one archive of a channel from its log, behind the head, into a store: a file from a random access point to the first one at or after the roll-over.</summary>
/// <remarks>
/// It only reads: a store that is slow or fails never slows the channel. A file that fails is written again from its beginning, up to
/// <see cref="MostAttempts"/> times; then what it held is given up, an alert says so, and the next file begins. What retention
/// drops before it was written is lost likewise.
/// </remarks>
public sealed partial class ArchiveOutput : IAsyncDisposable
{
    /// <summary>How often a file is tried.</summary>
    internal const int MostAttempts = 3;

    /// <summary>A feed that stands still for that long pauses: the file is completed.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopAllowance = TimeSpan.FromSeconds(10);

    private readonly string _channel;
    private readonly MediaLog _log;
    private readonly IArchiveStore _store;
    private readonly TimeProvider _clock;
    private readonly ChannelAlerts _alerts;
    private readonly ILogger _logger;
    private readonly AlertKey _key;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoning = new();
    private readonly ArrayBufferWriter<byte> _packets = new();
    private readonly Task _running;
    private OpenFile? _file;
    private long _next;
    private int _counter;
    private int _attempts;
    private bool _disposed;

    /// <summary>Begins to archive what is appended from now on.</summary>
    /// <param name="channel">The channel's id, for the log.</param>
    /// <param name="plan">What and where.</param>
    /// <param name="log">The channel's log; borrowed.</param>
    /// <param name="store">Where files go.</param>
    /// <param name="clock">The only clock.</param>
    /// <param name="alerts">The channel's alerts.</param>
    /// <param name="logger">Where events go.</param>
    public ArchiveOutput(string channel, ArchivePlan plan, MediaLog log, IArchiveStore store, TimeProvider clock, ChannelAlerts alerts, ILogger logger)
    {
        (_channel, Plan, _log, _store, _clock, _alerts, _logger) = (channel, plan, log, store, clock, alerts, logger);
        _key = new AlertKey(AlertKinds.OutputFailed, plan.Name);
        _next = log.Snapshot.NextSequence;
        _running = Task.Run(RunAsync);
    }

    /// <summary>What it writes.</summary>
    public ArchivePlan Plan { get; }

    /// <summary>Whether a file is open.</summary>
    public bool IsActive => Volatile.Read(ref _file) is not null;

    /// <summary>Completes the open file with all that the log holds, for at most 10 s; then it is abandoned.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await using (_clock.CreateTimer(_ => _abandoning.Cancel(), null, StopAllowance, Timeout.InfiniteTimeSpan))
        {
            await _running;
        }

        _alerts.Clear(_key);
        _stopping.Dispose();
        _abandoning.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var paused = false;
            while (true)
            {
                var stopping = _stopping.IsCancellationRequested;
                var snapshot = _log.Snapshot;
                await WriteAsync(snapshot, flush: stopping || paused);
                if (stopping)
                {
                    return;
                }

                paused = !await MovesAsync(snapshot);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The allowance is over, or the log was closed: what is open is abandoned.
        }
#pragma warning disable CA1031 // The loop's edge: a fault of ours ends this archive, is told, and ends nothing else.
        catch (Exception bug)
        {
            Events.Failed(_logger, _channel, Plan.Name, bug);
            _alerts.Raise(_key, $"archive {Plan.Name}: ended by a fault: {bug.Message}");
        }
#pragma warning restore CA1031
        finally
        {
            await AbandonAsync();
        }
    }

    /// <summary>Waits until the log moves, or it is told to stop; false when it stands still for as long as a pause while something is not complete.</summary>
    private async ValueTask<bool> MovesAsync(LogSnapshot seen)
    {
        var name = Plan.Video ?? Plan.Audio[0];
        var unwritten = IsActive || (seen.FindTrack(name) is { Fragments.Count: > 0 } lead && lead.Fragments[^1].Sequence >= _next);
        using var patience = new CancellationTokenSource(unwritten ? Pause : Timeout.InfiniteTimeSpan, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopping.Token);
        try
        {
            await _log.WaitForAsync(snapshot => snapshot.NextSequence > seen.NextSequence, either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return _stopping.IsCancellationRequested || _log.Snapshot.NextSequence > seen.NextSequence;
        }
    }

    private async ValueTask WriteAsync(LogSnapshot snapshot, bool flush)
    {
        while (ArchiveChunk.Next(snapshot, Plan, _next, _file?.Start, flush) is { } chunk)
        {
            if (_file is { } open && open.EndsBefore(chunk, Plan.Rollover))
            {
                await TryAsync(CompleteAsync);
                continue;
            }

            _packets.ResetWrittenCount();
            if (await ArchiveMux.TryWriteAsync(_log, snapshot, Plan, chunk, _packets, _abandoning.Token))
            {
                await TryAsync(() => StoreAsync(chunk));
                continue;
            }

            _next = chunk.NextSequence;
            _alerts.Note(new AlertKey(AlertKinds.OutputFailed, $"{Plan.Name}:read"), $"archive {Plan.Name}: {(chunk.End - chunk.Start).TotalSeconds:0.0} s could not be read from the log and are missing");
            await TryAsync(CompleteAsync);
        }

        if (flush)
        {
            await TryAsync(CompleteAsync);
        }
    }

    private async ValueTask StoreAsync(ArchiveChunk chunk)
    {
        if (_file is null)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{Plan.KeyBase}.{_counter:D6}.{Plan.Extension}");
            // Set before it is created: a creation that fails is a file that fails.
            _file = new OpenFile(key, chunk);
            _file.Object = await _store.CreateAsync(Plan.Bucket, key, _abandoning.Token);
        }

        _next = chunk.NextSequence;
        _file.Newest = chunk;
        await _file.Object!.WriteAsync(_packets.WrittenMemory, _abandoning.Token);
    }

    private async ValueTask CompleteAsync()
    {
        if (_file is { } file)
        {
            await file.Object!.CompleteAsync(_abandoning.Token);
            Events.Completed(_logger, _channel, Plan.Bucket, file.Key);
            await AbandonAsync();
            (_counter, _attempts) = (_counter + 1, 0);
            _alerts.Clear(_key);
        }
    }

    private async ValueTask TryAsync(Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (IOException fault)
        {
            await FailAsync(fault);
        }
    }

    /// <summary>Goes back to the file's beginning after a while, or gives the file up.</summary>
    private async ValueTask FailAsync(IOException fault)
    {
        var file = _file!;
        await AbandonAsync();
        _attempts++;
        Events.NotStored(_logger, _channel, Plan.Bucket, file.Key, _attempts, fault.Message);
        if (_attempts < MostAttempts)
        {
            _next = file.FirstSequence;
            // Told to stop, it tries again at once.
            await Task.Delay(FirstRest * (1 << (_attempts - 1)), _clock, _stopping.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            return;
        }

        _alerts.Raise(_key, $"archive {Plan.Name}: {Plan.Bucket}/{file.Key} is lost: {fault.Message}");
        _next = Math.Max(_next, file.Newest.NextSequence);
        (_counter, _attempts) = (_counter + 1, 0);
    }

    private async ValueTask AbandonAsync()
    {
        if (Interlocked.Exchange(ref _file, null) is { Object: { } written })
        {
            try
            {
                await written.DisposeAsync();
            }
            catch (IOException fault)
            {
                Events.NotAbandoned(_logger, _channel, Plan.Name, fault.Message);
            }
        }
    }

    /// <summary>The file in writing.</summary>
    private sealed class OpenFile(string key, ArchiveChunk first)
    {
        private static readonly TimeSpan LongestHole = TimeSpan.FromSeconds(1);
        private readonly ArchiveChunk _first = first;

        public string Key => key;

        public TimeSpan Start => _first.Start;

        public long FirstSequence => _first.FirstFragment.Sequence;

        public ArchiveChunk Newest { get; set; } = first;

        public IArchiveObject? Object { get; set; }

        /// <summary>Whether a run belongs into another file: the roll-over is reached, or it does not continue this one.</summary>
        public bool EndsBefore(ArchiveChunk chunk, TimeSpan rollover) =>
            (chunk.Independent && chunk.Start - Start >= rollover)
            || chunk.FirstFragment.Discontinuities != _first.FirstFragment.Discontinuities
            || chunk.Start - Newest.End > LongestHole
            || !HeaderOf(chunk).Span.SequenceEqual(HeaderOf(_first).Span);

        private static ReadOnlyMemory<byte> HeaderOf(ArchiveChunk chunk) =>
            (chunk.Lead.FindConfig(chunk.FirstFragment.Generation) ?? chunk.Lead.Config).Header;
    }

    private static partial class Events
    {
        [LoggerMessage(3501, LogLevel.Information, "{Channel}: archived {Bucket}/{Key}")]
        public static partial void Completed(ILogger logger, string channel, string bucket, string key);

        [LoggerMessage(3502, LogLevel.Warning, "{Channel}: {Bucket}/{Key} could not be stored, attempt {Attempt}: {Reason}")]
        public static partial void NotStored(ILogger logger, string channel, string bucket, string key, int attempt, string reason);

        [LoggerMessage(3503, LogLevel.Warning, "{Channel}: a file of archive {Archive} could not be abandoned: {Reason}")]
        public static partial void NotAbandoned(ILogger logger, string channel, string archive, string reason);

        [LoggerMessage(3504, LogLevel.Error, "{Channel}: archive {Archive} ended by a fault of ours")]
        public static partial void Failed(ILogger logger, string channel, string archive, Exception bug);
    }
}
