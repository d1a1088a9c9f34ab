using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Live.Transcoding;

/// <summary>How far each output of a job has come. One writer; thread-safe.</summary>
internal sealed class PublishedOutputs
{
    private readonly Lock _gate = new();
    private readonly LadderPlan _ladder;
    private readonly long?[] _ends;
    private readonly TrackFormat?[] _formats;

    public PublishedOutputs(LadderPlan ladder, EquatableList<long?> resumeAt)
    {
        _ladder = ladder;
        _ends = new long?[ladder.Video.Count + ladder.Audio.Count];
        for (var i = 0; i < resumeAt.Count && i < _ends.Length; i++)
        {
            _ends[i] = resumeAt[i];
        }

        _formats = new TrackFormat?[_ends.Length];
    }

    /// <summary>What <see cref="TranscodeJob.ResumeAt"/> says for the next encoder.</summary>
    public EquatableList<long?> Ends
    {
        get
        {
            lock (_gate)
            {
                return EquatableList.Create<long?>(_ends);
            }
        }
    }

    /// <summary>Where the output that has come least far ends, since the Unix epoch; outputs that never gave anything do not count. Null before the first sample. For telling gaps.</summary>
    public TimeSpan? Slowest
    {
        get
        {
            lock (_gate)
            {
                TimeSpan? slowest = null;
                for (var i = 0; i < _ends.Length; i++)
                {
                    if (_ends[i] is { } end && new MediaTime(end, Timescale(i)).ToTimeSpan() is var time && (slowest is null || time < slowest))
                    {
                        slowest = time;
                    }
                }

                return slowest;
            }
        }
    }

    /// <summary>How far the slowest output is behind the newest source sample of its kind, 0 or more; null before the first sample.</summary>
    public TimeSpan? Lag(TimeSpan? newestVideo, TimeSpan? newestAudio)
    {
        lock (_gate)
        {
            TimeSpan? lag = null;
            for (var i = 0; i < _ends.Length; i++)
            {
                var newest = i < _ladder.Video.Count ? newestVideo : newestAudio;
                if (_ends[i] is { } end && newest - new MediaTime(end, Timescale(i)).ToTimeSpan() is { } behind && !(behind <= lag))
                {
                    lag = behind;
                }
            }

            return lag < TimeSpan.Zero ? TimeSpan.Zero : lag;
        }
    }

    /// <summary>Whether a format differs from the one that the output had.</summary>
    public bool IsNew(OutputFormat format)
    {
        lock (_gate)
        {
            var known = format.Format.Equals(_formats[format.Output]);
            _formats[format.Output] = format.Format;
            return !known;
        }
    }

    /// <summary>Notes a sample that readers were given.</summary>
    public void Add(OutputSample output)
    {
        var end = output.Sample.PresentationTicks + Math.Max(1, output.Sample.DurationTicks);
        lock (_gate)
        {
            if (_ends[output.Output] is not { } known || end > known)
            {
                _ends[output.Output] = end;
            }
        }
    }

    /// <summary>The dearest video rendition by pixels and frame rate, or null when there is but one.</summary>
    public string? Dearest() => _ladder.Video.Count < 2 ? null : _ladder.Video.MaxBy(Cost)!.Name;

    private static double Cost(VideoRenditionPlan video) =>
        (double)video.Width * video.Height * (video.Codec == Codec.H265 ? 3 : 1)
        * (video.FrameRate is { } rate ? (double)rate.Numerator / rate.Denominator : 30);

    private uint Timescale(int output) => output < _ladder.Video.Count ? 90_000 : (uint)_ladder.Audio[output - _ladder.Video.Count].SampleRate;
}
