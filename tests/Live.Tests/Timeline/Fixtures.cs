using Headwater.Foundation;
using Headwater.Live.Timeline;

namespace Headwater.Live.Tests.Timeline;

/// <summary>The ways in which sources misbehave, one method each, written as what the source does.</summary>
internal static class Fixtures
{
    public const long Hour = 3_600_000;

    public static readonly TrackFormat SmallerPicture = Feed.Avc with { Configuration = new byte[] { 1, 100, 0, 30 } };
    public static readonly TrackFormat HighTenProfile = Feed.Avc with { Configuration = new byte[] { 1, 110, 0, 31 } };

    /// <summary>Every fixture by name, for the laws that hold for all of them.</summary>
    public static readonly IReadOnlyDictionary<string, Action<Feed>> All = new Dictionary<string, Action<Feed>>
    {
        [nameof(RtmpWrap)] = RtmpWrap,
        [nameof(TransportStreamWrap)] = TransportStreamWrap,
        [nameof(BackwardJump)] = BackwardJump,
        [nameof(ForwardJumpOfAnHour)] = ForwardJumpOfAnHour,
        [nameof(JumpWhileSoundRunsAhead)] = JumpWhileSoundRunsAhead,
        [nameof(OneWildStamp)] = OneWildStamp,
        [nameof(EncoderPausesAndRestartsItsClock)] = EncoderPausesAndRestartsItsClock,
        [nameof(EncoderPausesWithItsClockRunning)] = EncoderPausesWithItsClockRunning,
        [nameof(MissingAudio)] = MissingAudio,
        [nameof(LateAudio)] = LateAudio,
        [nameof(MissingVideo)] = MissingVideo,
        [nameof(DifferentEpochs)] = DifferentEpochs,
        [nameof(DifferentEpochsThenJump)] = DifferentEpochsThenJump,
        [nameof(BFrames)] = BFrames,
        [nameof(BFramesWithNegativeOffsets)] = BFramesWithNegativeOffsets,
        [nameof(BFramesWithoutOffsets)] = BFramesWithoutOffsets,
        [nameof(EqualDecodeTimes)] = EqualDecodeTimes,
        [nameof(DecreasingDecodeTimes)] = DecreasingDecodeTimes,
        [nameof(VariableFrameRate)] = VariableFrameRate,
        [nameof(ReconnectAfterOneSecond)] = ReconnectAfterOneSecond,
        [nameof(ReconnectAfterThirtySeconds)] = ReconnectAfterThirtySeconds,
        [nameof(ChangeOfResolution)] = ChangeOfResolution,
        [nameof(ChangeOfProfile)] = ChangeOfProfile,
        [nameof(NetworkStall)] = NetworkStall,
        [nameof(SoundWithAHole)] = SoundWithAHole,
    };

    /// <summary>The 32-bit clock wraps two seconds into the session; sound and picture cross at different samples.</summary>
    public static void RtmpWrap(Feed feed)
    {
        static long Wrapped(long stamp) => (stamp + (1L << 32) - 2000) & uint.MaxValue;
        feed.Connect().Play(new Camera { VideoRaw = Wrapped, AudioRaw = Wrapped });
    }

    /// <summary>The 33-bit clock of 90 kHz wraps two seconds into the session.</summary>
    public static void TransportStreamWrap(Feed feed)
    {
        static long Wrapped(long stamp) => ((stamp * 90) + (1L << 33) - 180_000) & ((1L << 33) - 1);
        feed.Connect(SourceClock.TransportStream).Play(new Camera { VideoRaw = Wrapped, AudioRaw = Wrapped });
    }

    /// <summary>After four seconds the stamps fall back by three; the media goes on.</summary>
    public static void BackwardJump(Feed feed) => Jump(feed, -3000);

    /// <summary>After four seconds the stamps leap by an hour; the media goes on.</summary>
    public static void ForwardJumpOfAnHour(Feed feed) => Jump(feed, Hour);

    /// <summary>As the leap of an hour, but each picture comes 600 ms after the sound of its time.</summary>
    public static void JumpWhileSoundRunsAhead(Feed feed)
    {
        feed.Connect(frameSamples: 960);
        for (var time = 0; time < 8000; time += 20)
        {
            feed.At(time / 1000.0);
            feed.Frame(Moved(time), time);
            var late = time - 600;
            if (late >= 0 && late % 40 == 0)
            {
                feed.Picture(Moved(late), late % 2000 == 0, 0, late);
            }
        }

        static long Moved(long stamp) => stamp < 4000 ? stamp : stamp + Hour;
    }

    /// <summary>A single picture carries a stamp an hour ahead.</summary>
    public static void OneWildStamp(Feed feed) =>
        feed.Connect().Play(new Camera { VideoRaw = stamp => stamp == 2000 ? stamp + Hour : stamp });

    /// <summary>The encoder is silent for five seconds and comes back on the same connection with stamps from zero.</summary>
    public static void EncoderPausesAndRestartsItsClock(Feed feed)
    {
        feed.Connect().Play(new Camera { VideoRaw = Later, AudioRaw = Later });
        feed.Play(new Camera { From = 9 });
        static long Later(long stamp) => stamp + 60_000;
    }

    /// <summary>The encoder is silent for twenty seconds and its clock has counted them.</summary>
    public static void EncoderPausesWithItsClockRunning(Feed feed)
    {
        feed.Connect().Play(new Camera());
        feed.Play(new Camera { From = 24, VideoRaw = Later, AudioRaw = Later });
        static long Later(long stamp) => stamp + 24_000;
    }

    /// <summary>Pictures only.</summary>
    public static void MissingAudio(Feed feed) => feed.Connect().Play(new Camera { Seconds = 8, Sound = false });

    /// <summary>Sound begins six seconds after the pictures, on the same clock.</summary>
    public static void LateAudio(Feed feed)
    {
        feed.Connect().Play(new Camera { Seconds = 6, Sound = false });
        feed.Play(new Camera { From = 6, VideoRaw = Later, AudioRaw = Later });
        static long Later(long stamp) => stamp + 6000;
    }

    /// <summary>Sound only.</summary>
    public static void MissingVideo(Feed feed) => feed.Connect().Play(new Camera { Seconds = 8, Vision = false });

    /// <summary>The first picture is stamped 0, the first frame of sound 3,600,000 ms.</summary>
    public static void DifferentEpochs(Feed feed) => feed.Connect().Play(new Camera { AudioRaw = stamp => stamp + Hour });

    /// <summary>As <see cref="DifferentEpochs"/>, and after four seconds both leap by ten minutes.</summary>
    public static void DifferentEpochsThenJump(Feed feed) => feed.Connect().Play(new Camera
    {
        Seconds = 8,
        VideoRaw = stamp => stamp < 4000 ? stamp : stamp + 600_000,
        AudioRaw = stamp => Hour + (stamp < 4000 ? stamp : stamp + 600_000),
    });

    /// <summary>I P B B in decode order, offsets as an encoder with two B-frames says them.</summary>
    public static void BFrames(Feed feed) => Pattern(feed, group => [(0, 40), (40, 120), (80, 0), (120, 0)]);

    /// <summary>As <see cref="BFrames"/>, but the offsets count from the first picture's presentation, so that B-frames' are negative.</summary>
    public static void BFramesWithNegativeOffsets(Feed feed) => Pattern(feed, group => [(0, 0), (40, 80), (80, -40), (120, -40)]);

    /// <summary>As <see cref="BFrames"/>, but the only stamps are presentation times.</summary>
    public static void BFramesWithoutOffsets(Feed feed) => Pattern(feed, group => [(0, 0), (120, 0), (40, 0), (80, 0)]);

    /// <summary>Pictures come in pairs of one stamp.</summary>
    public static void EqualDecodeTimes(Feed feed) => Stamps(feed, 0, 0, 80, 80, 160, 160, 240);

    /// <summary>A picture is stamped 20 ms before the one it follows.</summary>
    public static void DecreasingDecodeTimes(Feed feed) => Stamps(feed, 0, 40, 80, 60, 120, 160, 200);

    /// <summary>Pictures at uneven distances, one of them two seconds long.</summary>
    public static void VariableFrameRate(Feed feed) => Stamps(feed, 0, 16, 49, 66, 166, 2166, 2170, 2300);

    /// <summary>The publisher goes and comes back after a second, its clock at zero again.</summary>
    public static void ReconnectAfterOneSecond(Feed feed) => Reconnect(feed, 1);

    /// <summary>The publisher goes and comes back after thirty seconds, its clock at zero again.</summary>
    public static void ReconnectAfterThirtySeconds(Feed feed) => Reconnect(feed, 30);

    /// <summary>After three seconds, in the middle of a group, the encoder announces a smaller picture.</summary>
    public static void ChangeOfResolution(Feed feed) => ChangeFormat(feed, SmallerPicture);

    /// <summary>After three seconds, in the middle of a group, the encoder announces another profile.</summary>
    public static void ChangeOfProfile(Feed feed) => ChangeFormat(feed, HighTenProfile);

    /// <summary>After four seconds nothing comes for eight; then everything comes at once, and in time again.</summary>
    public static void NetworkStall(Feed feed)
    {
        feed.Connect().Play(new Camera());
        feed.At(12);
        feed.Play(new Camera { Seconds = 8, ClockRate = 1000, From = 12, SourceFrom = 4, VideoRaw = stamp => stamp + 4000, AudioRaw = stamp => stamp + 4000 });
        feed.Play(new Camera { From = 12.008, SourceFrom = 12, VideoRaw = stamp => stamp + 12_000, AudioRaw = stamp => stamp + 12_000 });
    }

    /// <summary>Half a second of sound is missing; the pictures go on.</summary>
    public static void SoundWithAHole(Feed feed)
    {
        feed.Connect();
        for (var frame = 0; frame < 100; frame++)
        {
            var stamp = (frame * 1024 / 48) + (frame < 50 ? 0 : 500);
            feed.At(stamp / 1000.0);
            feed.Frame(stamp);
        }
    }

    private static void Jump(Feed feed, long distance)
    {
        feed.Connect().Play(new Camera { Seconds = 8, VideoRaw = Moved, AudioRaw = Moved });
        long Moved(long stamp) => 10_000 + (stamp < 4000 ? stamp : stamp + distance);
    }

    private static void Reconnect(Feed feed, double silenceSeconds)
    {
        feed.Connect().Play(new Camera { VideoRaw = stamp => stamp + 90_000, AudioRaw = stamp => stamp + 90_000 });
        feed.Disconnect();
        feed.At(4 + silenceSeconds);
        feed.Connect().Play(new Camera { From = 4 + silenceSeconds });
    }

    private static void ChangeFormat(Feed feed, TrackFormat format)
    {
        feed.Connect().Play(new Camera { Seconds = 3 });
        feed.Engine.SetFormat(Feed.Video, format);
        for (var time = 3000; time < 7000; time += 40)
        {
            feed.At(time / 1000.0);
            feed.Picture(time, key: time % 2000 == 0);
        }
    }

    private static void Pattern(Feed feed, Func<int, (long Stamp, long Offset)[]> group)
    {
        feed.Connect();
        for (var index = 0; index < 25; index++)
        {
            foreach (var (stamp, offset) in group(index))
            {
                var time = (index * 160) + stamp;
                feed.At(time / 1000.0);
                feed.Picture(time, key: index == 0 && stamp == 0, offset);
            }
        }
    }

    private static void Stamps(Feed feed, params long[] stamps)
    {
        feed.Connect();
        foreach (var stamp in stamps)
        {
            feed.At(stamp / 1000.0);
            feed.Picture(stamp, key: stamp == stamps[0]);
        }
    }
}
