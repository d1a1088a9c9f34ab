using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Headwater.Foundation;

namespace Headwater.Live.Transcoding;

/// <summary>
/// Keeps an encoder running for one pipeline: replaces one that ended or stands still, shows the new one what the old one had not finished,
/// and goes on with the outputs where they stopped. To its user it is an encoder that does not fail.
/// </summary>
/// <remarks>
/// One writer, one reader. Owns one loop, awaited by <see cref="DisposeAsync"/>. It never gives up while the source goes on; only the flush after
/// <see cref="CompleteAsync"/> may fail for good. Formats that a new encoder repeats are not given again,
/// so a reader sees a new <see cref="OutputFormat"/> only where decoders must be set up anew.
/// With B-frames a replaced encoder may leave out the few pictures that were to be shown before the last one given.
/// </remarks>
public sealed class TranscodeSupervisor : ITranscodeSession
{
    private readonly ITranscoder _transcoder;
    private readonly TranscodeJob _job;
    private readonly TranscodeSupervision _supervision;
    private readonly TimeProvider _time;
    private readonly Action<TranscodeAlert> _alert;
    private readonly SourceWindow _window;
    private readonly PublishedOutputs _published;
    private readonly OverloadWatch _overload;
    private readonly Channel<TranscoderOutput> _outputs;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<TranscoderExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _run;
    private EquatableList<TrackFormat> _formats;
    private bool _disposed;

    /// <summary>Begins to supervise; the first encoder starts with the first sample.</summary>
    /// <param name="transcoder">Starts encoders.</param>
    /// <param name="job">What to do; <see cref="TranscodeJob.Start"/> is replaced by the decode time of the first sample that an encoder is given.</param>
    /// <param name="supervision">Bounds and times.</param>
    /// <param name="time">The clock.</param>
    /// <param name="alert">Told what an operator should know; called on the supervisor's own tasks and must return at once.</param>
    public TranscodeSupervisor(ITranscoder transcoder, TranscodeJob job, TranscodeSupervision supervision, TimeProvider time, Action<TranscodeAlert> alert)
    {
        (_transcoder, _job, _supervision, _time, _alert) = (transcoder, job, supervision, time, alert);
        _formats = job.Sources;
        _window = new SourceWindow(supervision);
        _published = new PublishedOutputs(job.Ladder, job.ResumeAt);
        _overload = new OverloadWatch(job.Name, supervision, time, alert);
        _outputs = Channel.CreateBounded<TranscoderOutput>(new BoundedChannelOptions(supervision.OutputQueueCapacity)
        {
            SingleReader = true,
            SingleWriter = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        _run = RunAsync();
    }

    /// <inheritdoc/>
    public Task<TranscoderExit> Completion => _completion.Task;

    /// <inheritdoc/>
    public ValueTask WriteAsync(MediaSample sample, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _window.AppendAsync(_formats, sample, cancellationToken);
    }

    /// <summary>Waits while so much is pending that the source should wait. Writer only.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _window.WaitForRoomAsync(cancellationToken);

    /// <summary>The next source sample, also beyond the bound that <see cref="WaitForRoomAsync"/> waits for. Writer only.</summary>
    public void Write(MediaSample sample)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _window.Append(_formats, sample);
    }

    /// <summary>Says that the samples written from now on are of other tracks; the running encoder finishes and another takes over where it ended. Writer only.</summary>
    public void ChangeSource(EquatableList<TrackFormat> sources)
    {
        if (!sources.Equals(_formats))
        {
            _formats = sources;
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        _window.End();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TranscoderOutput> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _outputs.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_outputs.Reader.TryRead(out var output))
            {
                yield return output;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            await _run;
            return;
        }

        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var exit = new TranscoderExit(TranscoderExitReason.Stopped, "");
        try
        {
            await SuperviseAsync();
            exit = new TranscoderExit(TranscoderExitReason.Completed, "");
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (IOException exception)
        {
            exit = new TranscoderExit(TranscoderExitReason.Failed, exception.Message);
        }
        catch (Exception exception)
        {
            exit = new TranscoderExit(TranscoderExitReason.Failed, exception.ToString());
        }

        _window.End();
        _completion.TrySetResult(exit);
        _outputs.Writer.TryComplete();
    }

    private async Task SuperviseAsync()
    {
        var failures = 0;
        while (await _window.RewindAsync(_stop.Token) is { } head)
        {
            var began = _time.GetTimestamp();
            ReportGap(head);
            var attempt = new TranscodeAttempt(_window, _published, _outputs.Writer, _supervision, _time, _overload);
            var fault = await attempt.RunAsync(_transcoder, _job with { Sources = head.Formats, Start = head.Decode, ResumeAt = _published.Ends }, _stop.Token);
            if (attempt.Answered && _time.GetElapsedTime(began) >= _supervision.HealthyAfter)
            {
                failures = Recover(failures);
            }

            if (fault is null)
            {
                failures = Recover(failures);
                if (!_window.ReleaseAll(head.Formats))
                {
                    return;
                }

                continue;
            }

            failures++;
            if (_window.Ended && failures >= _supervision.FailuresToAlert)
            {
                throw new IOException(fault.Detail);
            }

            await ReplaceAsync(fault, failures);
        }
    }

    private async Task ReplaceAsync(AttemptFault fault, int failures)
    {
        var delay = RetryDelay(failures);
        if (failures >= _supervision.FailuresToAlert)
        {
            _window.ReleaseGiven();
        }

        _alert(new EncoderReplaced(_job.Name, fault.Cause, fault.Detail, failures, delay));
        if (failures == _supervision.FailuresToAlert)
        {
            _alert(new EncoderFailing(_job.Name, failures, fault.Detail));
        }

        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _time, _stop.Token);
        }
    }

    private TimeSpan RetryDelay(int failures) => failures switch
    {
        < 2 => TimeSpan.Zero,
        > 16 => _supervision.MaximumRetryDelay,
        _ => TimeSpan.FromTicks(Math.Min(_supervision.RetryDelay.Ticks << (failures - 2), _supervision.MaximumRetryDelay.Ticks)),
    };

    private int Recover(int failures)
    {
        if (failures >= _supervision.FailuresToAlert)
        {
            _alert(new EncoderRecovered(_job.Name));
        }

        return 0;
    }

    private void ReportGap(SourceHead head)
    {
        if (_published.Slowest is { } slowest && head.Presentation > slowest + TimeSpan.FromSeconds(1))
        {
            _alert(new OutputGap(_job.Name, head.Presentation - slowest));
        }
    }
}
