using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Packages;

/// <summary>One of two pipelines of a channel: pictures of 10 a second in groups of two seconds on the UTC grid, sound beside them, appended as time passes unless it is down.</summary>
internal sealed class Pipeline
{
    public const int FrameTicks = 9_000;
    public const int FramesPerGroup = 20;
    private const int FramesPerFragment = 5;
    private const int SoundPerFragment = 23;
    private const uint Rate = 48_000;

    private readonly int _phaseTicks;
    private readonly int _videoTrack;
    private readonly int _audioTrack;
    private readonly int _version;
    private long _nextFrame = long.MinValue;
    private long _nextSound;
    private bool _described;

    /// <summary>A pipeline over that log.</summary>
    /// <param name="log">Its log.</param>
    /// <param name="phaseTicks">How much later than on the grid its pictures are taken, in ticks of 1/90000 s below a frame.</param>
    /// <param name="soundFirst">Whether its tracks are numbered the other way round.</param>
    /// <param name="version">Which of two encoders' configurations it has.</param>
    public Pipeline(MediaLog log, int phaseTicks, bool soundFirst, int version)
    {
        (Log, _phaseTicks, _version) = (log, phaseTicks, version);
        (_videoTrack, _audioTrack) = soundFirst ? (2, 1) : (1, 2);
    }

    public MediaLog Log { get; }

    public static async Task<MediaLog> OpenAsync(FakeTimeProvider clock) =>
        await MediaLog.OpenAsync(new MemoryLogStorage(), new MediaLogOptions { RetentionPromise = TimeSpan.FromDays(1) }, clock, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Appends what ends by that time; when it was down, from the next group on and behind a discontinuity.</summary>
    public async Task RunAsync(TimeSpan now, bool up)
    {
        if (!up)
        {
            _nextFrame = long.MinValue;
            return;
        }

        if (_nextFrame == long.MinValue)
        {
            await BeginAsync(now);
        }

        while (EndOfFrames() <= now || EndOfSound() <= now)
        {
            if (EndOfFrames() <= EndOfSound())
            {
                var count = (int)Math.Min(FramesPerFragment, FramesPerGroup - (_nextFrame % FramesPerGroup));
                await AppendAsync(Samples.Video(_videoTrack, _nextFrame, (_nextFrame * FrameTicks) + _phaseTicks, count, FrameTicks, _nextFrame % FramesPerGroup == 0, new int[count]));
                _nextFrame += count;
            }
            else
            {
                await AppendAsync(Samples.Audio(_audioTrack, _nextSound, SoundPerFragment));
                _nextSound += SoundPerFragment;
            }
        }
    }

    private async Task BeginAsync(TimeSpan now)
    {
        if (_described)
        {
            await AppendAsync(new Discontinuity());
        }
        else
        {
            // Of two pipelines with two orders of tracks, each names its tracks first.
            TrackConfig[] configs = [Samples.VideoConfig(_videoTrack, "v0", _version, FrameTicks, FramesPerGroup * FrameTicks) with { BitsPerSecond = 0 }, Samples.AudioConfig(_audioTrack, "a0")];
            foreach (var config in configs.OrderBy(config => config.Track))
            {
                await AppendAsync(config);
            }

            _described = true;
        }

        var frame = MediaTime.FromTimeSpan(now, 90_000).Ticks / FrameTicks;
        _nextFrame = (frame + FramesPerGroup - 1) / FramesPerGroup * FramesPerGroup;
        _nextSound = new MediaTime(_nextFrame * FrameTicks, 90_000).Rescale(Rate).Ticks / 1024;
    }

    private TimeSpan EndOfFrames() => new MediaTime(((_nextFrame + FramesPerFragment) * FrameTicks) + _phaseTicks, 90_000).ToTimeSpan();

    private TimeSpan EndOfSound() => new MediaTime((_nextSound + SoundPerFragment) * 1024, Rate).ToTimeSpan();

    private async Task AppendAsync(LogRecord record) => await Log.AppendAsync(record, TestContext.Current.CancellationToken);
}
