using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Headwater.Foundation;
using Headwater.Live.Transcoding;

namespace Headwater.Live.Tests.Transcoding;

/// <summary>Encoders that answer each source sample with a sample of every output of its kind, unless a test has them fail.</summary>
internal sealed class FakeTranscoder : ITranscoder
{
    private readonly Queue<Action<FakeSession>> _scripts = new();
    private readonly Lock _gate = new();

    public List<FakeSession> Sessions { get; } = [];

    public int RefusedStarts { get; set; }

    /// <summary>Whether outputs have the formats of their sources, not ones that only tests know.</summary>
    public bool RealFormats { get; init; }

    /// <summary>Prepares the next encoder not yet prepared.</summary>
    public void Next(Action<FakeSession> script) => _scripts.Enqueue(script);

    public ValueTask<ITranscodeSession> StartAsync(TranscodeJob job, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (RefusedStarts > 0)
            {
                RefusedStarts--;
                throw new IOException("refused");
            }

            var session = new FakeSession(job) { RealFormats = RealFormats };
            if (_scripts.TryDequeue(out var script))
            {
                script(session);
            }

            Sessions.Add(session);
            return new(session);
        }
    }
}

/// <summary>One encoder of a <see cref="FakeTranscoder"/>.</summary>
internal sealed class FakeSession(TranscodeJob job) : ITranscodeSession
{
    private readonly Channel<TranscoderOutput> _outputs = Channel.CreateUnbounded<TranscoderOutput>();
    private readonly TaskCompletionSource<TranscoderExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<int> _announced = [];
    private readonly TaskCompletionSource _blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    public TranscodeJob Job { get; } = job;

    /// <summary>The encoder ends after it has taken so many samples.</summary>
    public int? DiesAfter { get; set; }

    /// <summary>The encoder gives nothing after it has taken so many samples.</summary>
    public int? SilentAfter { get; set; }

    /// <summary>The encoder takes nothing after so many samples.</summary>
    public int? BlocksAfter { get; set; }

    /// <summary>What the outputs' configuration says.</summary>
    public byte Configuration { get; set; } = 1;

    public bool RealFormats { get; init; }

    /// <summary>The encoder does not end when it is told that nothing more comes.</summary>
    public bool NeverFlushes { get; set; }

    public List<MediaSample> Taken { get; } = [];

    public bool WasCompleted { get; private set; }

    public bool WasDisposed { get; private set; }

    public Task<TranscoderExit> Completion => _completion.Task;

    /// <summary>Whether a sample waits for <see cref="Unblock"/>.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Takes samples again.</summary>
    public void Unblock() => _blocked.TrySetResult();

    public async ValueTask WriteAsync(MediaSample sample, CancellationToken cancellationToken)
    {
        if (_completion.Task.IsCompleted)
        {
            throw new IOException("gone");
        }

        if (BlocksAfter <= _taken)
        {
            IsBlocked = true;
            await _blocked.Task.WaitAsync(cancellationToken);
        }

        Taken.Add(sample);
        _taken++;
        if (!(_taken > SilentAfter))
        {
            Answer(sample);
        }

        if (_taken == DiesAfter)
        {
            End(TranscoderExitReason.Failed);
        }
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        WasCompleted = true;
        if (NeverFlushes)
        {
            return ValueTask.CompletedTask;
        }

        End(TranscoderExitReason.Completed);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<TranscoderOutput> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var output in _outputs.Reader.ReadAllAsync(cancellationToken))
        {
            yield return output;
        }
    }

    public ValueTask DisposeAsync()
    {
        WasDisposed = true;
        End(TranscoderExitReason.Stopped);
        return ValueTask.CompletedTask;
    }

    private void End(TranscoderExitReason reason)
    {
        _completion.TrySetResult(new TranscoderExit(reason, "said so"));
        _outputs.Writer.TryComplete();
    }

    private void Answer(MediaSample sample)
    {
        var video = Job.Sources[sample.Track].Kind == TrackKind.Video;
        var (first, count) = video ? (0, Job.Ladder.Video.Count) : (Job.Ladder.Video.Count, Job.Ladder.Audio.Count);
        for (var output = first; output < first + count; output++)
        {
            if (output < Job.ResumeAt.Count && sample.PresentationTicks < Job.ResumeAt[output])
            {
                continue;
            }

            var format = Job.Sources[sample.Track];
            if (_announced.Add(output))
            {
                _outputs.Writer.TryWrite(new OutputFormat(output, RealFormats ? format : format with { Configuration = new[] { Configuration } }));
            }

            _outputs.Writer.TryWrite(new OutputSample(output, sample with { Track = output }));
        }
    }
}
