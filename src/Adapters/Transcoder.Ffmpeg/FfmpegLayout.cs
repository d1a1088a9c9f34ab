using Headwater.Foundation;
using Headwater.Live.Transcoding;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>One output of the command: its number in the ladder and where its stream goes.</summary>
/// <param name="Index">As <see cref="TranscoderOutput.Output"/>.</param>
/// <param name="Path">The socket's path.</param>
/// <param name="Video">Set for pictures.</param>
/// <param name="Audio">Set for sound.</param>
internal sealed record FfmpegOutput(int Index, string Path, VideoOutput? Video, AudioOutput? Audio)
{
    /// <summary>Ticks per second of its times.</summary>
    public uint Timescale => Audio is null ? SessionClock.VideoTimescale : (uint)Audio.Rendition.SampleRate;

    /// <summary>Frames before it, in session ticks, are not shown.</summary>
    public long Threshold => Audio?.Threshold ?? Video!.Threshold;
}

/// <summary>A job laid out for ffmpeg: the clock, the source tracks that matter and the outputs that can be made of them.</summary>
internal sealed record FfmpegLayout
{
    public required SessionClock Clock { get; init; }

    /// <summary>Index of the source's video track, or null.</summary>
    public required int? VideoTrack { get; init; }

    /// <summary>Index of the source's audio track, or null.</summary>
    public required int? AudioTrack { get; init; }

    public required string InputPath { get; init; }

    public required IReadOnlyList<FfmpegOutput> Outputs { get; init; }

    /// <summary>Renditions that the source has no track for.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    public static FfmpegLayout Of(TranscodeJob job, string directory)
    {
        var ladder = job.Ladder;
        var clock = SessionClock.For(job.Start, ladder.Video.Where(video => video.FrameRate is not null).Select(video => video.FrameRate!.Value));
        var videoTrack = FirstTrack(job, TrackKind.Video);
        var audioTrack = FirstTrack(job, TrackKind.Audio);
        var outputs = new List<FfmpegOutput>();
        var missing = new List<string>();
        for (var i = 0; i < ladder.Video.Count + ladder.Audio.Count; i++)
        {
            var resumeAt = i < job.ResumeAt.Count ? job.ResumeAt[i] : null;
            var path = Path.Combine(directory, $"out{i}");
            if (i < ladder.Video.Count)
            {
                Add(videoTrack, ladder.Video[i].Name, () => new(i, path, VideoOutput.For(ladder.Video[i], clock, resumeAt), null));
            }
            else
            {
                var audio = ladder.Audio[i - ladder.Video.Count];
                Add(audioTrack, audio.Name, () => new(i, path, null, AudioOutput.For(audio, clock, resumeAt)));
            }
        }

        return new FfmpegLayout
        {
            Clock = clock,
            VideoTrack = videoTrack,
            AudioTrack = audioTrack,
            InputPath = Path.Combine(directory, "in"),
            Outputs = outputs,
            Missing = missing,
        };

        void Add(int? track, string name, Func<FfmpegOutput> make)
        {
            if (track is null)
            {
                missing.Add(name);
            }
            else
            {
                outputs.Add(make());
            }
        }
    }

    private static int? FirstTrack(TranscodeJob job, TrackKind kind)
    {
        for (var i = 0; i < job.Sources.Count; i++)
        {
            if (job.Sources[i].Kind == kind)
            {
                return i;
            }
        }

        return null;
    }
}
