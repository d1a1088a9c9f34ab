using System.Threading.Channels;
using Headwater.Foundation;

namespace Headwater.Live.Transcoding;

/// <summary>One encoder's life under supervision: feeds it from the window, passes its outputs on, and ends it when it stands still.</summary>
internal sealed class TranscodeAttempt(
    SourceWindow window, PublishedOutputs published, ChannelWriter<TranscoderOutput> outputs, TranscodeSupervision supervision, TimeProvider time, OverloadWatch overload)
{
    private static readonly TimeSpan _watchPeriod = TimeSpan.FromMilliseconds(100);

    private readonly EncoderDebt _debt = new(supervision, time);
    private volatile bool _answered;
    private volatile bool _readerHolds;
    private volatile bool _fed;

    /// <summary>Whether the encoder gave a sample.</summary>
    public bool Answered => _answered;

    /// <summary>Runs an encoder until it has finished its source, null, or failed, with why.</summary>
    public async Task<AttemptFault?> RunAsync(ITranscoder transcoder, TranscodeJob job, CancellationToken cancellationToken)
    {
        ITranscodeSession session;
        using var patience = new CancellationTokenSource(supervision.StartupAllowance, time);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            session = await transcoder.StartAsync(job, starting.Token);
        }
        catch (IOException exception)
        {
            return new AttemptFault(EncoderFault.NotStarted, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AttemptFault(EncoderFault.NotStarted, $"it did not start within {supervision.StartupAllowance.TotalSeconds:0.#} s");
        }

        await using (session)
        {
            return await RunAsync(session, job, cancellationToken);
        }
    }

    private async Task<AttemptFault?> RunAsync(ITranscodeSession session, TranscodeJob job, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var feed = Quietly(FeedAsync(session, job, attempt.Token));
        var read = Quietly(ReadAsync(session, attempt.Token));
        var watch = WatchAsync(attempt.Token);
        try
        {
            if (await Task.WhenAny(session.Completion, watch) == watch && await watch)
            {
                return new AttemptFault(EncoderFault.Stuck, $"no output for {_debt.Age.TotalSeconds:0.0} s while input flows");
            }

            cancellationToken.ThrowIfCancellationRequested();
            var exit = await session.Completion;

            // What it still gave is good, and its reader may take its time.
            await read.WaitAsync(cancellationToken);
            return exit.Reason == TranscoderExitReason.Completed && _fed ? null : new AttemptFault(EncoderFault.Ended, exit.Detail);
        }
        finally
        {
            await attempt.CancelAsync();
            await Task.WhenAll(feed, read, watch);
        }
    }

    private async Task FeedAsync(ITranscodeSession session, TranscodeJob job, CancellationToken cancellationToken)
    {
        while (await window.NextAsync(job.Sources, cancellationToken) is { } sample)
        {
            _debt.Give(new MediaTime(sample.DecodeTicks, job.Sources[sample.Track].Timescale).ToTimeSpan());
            await session.WriteAsync(sample, cancellationToken);
            _debt.Given();
        }

        _fed = true;
        _debt.GiveEnd();
        await session.CompleteAsync(cancellationToken);
    }

    private async Task ReadAsync(ITranscodeSession session, CancellationToken cancellationToken)
    {
        await foreach (var output in session.ReadAsync(cancellationToken))
        {
            if (output is OutputFormat format && !published.IsNew(format))
            {
                continue;
            }

            if (!outputs.TryWrite(output))
            {
                _readerHolds = true;
                await outputs.WriteAsync(output, cancellationToken);
                _readerHolds = false;
            }

            _debt.Answered();
            if (output is OutputSample sample)
            {
                published.Add(sample);
                _answered = true;
            }
        }
    }

    /// <summary>True when the encoder stands still, false when the attempt was ended.</summary>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_watchPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (_readerHolds)
                {
                    _debt.Answered();
                }

                if (published.Lag(window.NewestVideo, window.NewestAudio) is { } lag)
                {
                    window.Release(lag);
                    overload.Observe(lag, _readerHolds, published.Dearest());
                }

                if (_debt.IsOverdue(_answered ? supervision.StuckAfter : supervision.StartupAllowance))
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The attempt is over.
        }

        return false;
    }

    /// <summary>Its own end is no news: a session that goes tells why in its completion.</summary>
    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Told by the completion.
        }
    }
}

/// <summary>Why an encoder has to be replaced.</summary>
/// <param name="Cause">What happened.</param>
/// <param name="Detail">What it said.</param>
internal sealed record AttemptFault(EncoderFault Cause, string Detail);
