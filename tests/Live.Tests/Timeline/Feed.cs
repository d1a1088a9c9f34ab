using System.Buffers.Binary;
using Headwater.Foundation;
using Headwater.Live.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Timeline;

/// <summary>A publisher and its channel's timeline on a clock that the test drives.</summary>
/// <remarks>
/// Keeps what the timeline gave and holds every sample to the laws that no source may break. A payload carries the source's own time,
/// so that what came out can be compared with what went in.
/// </remarks>
internal sealed class Feed
{
    public const int Video = 0;
    public const int Audio = 1;

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TrackFormat Avc = new(TrackKind.Video, Codec.H264, 1000, new byte[] { 1, 100, 0, 31 });
    public static readonly TrackFormat Aac = new(TrackKind.Audio, Codec.Aac, 48_000, new byte[] { 0x11, 0x90 });

    private readonly Dictionary<int, (long Ticks, uint Timescale)> _last = [];
    private readonly Dictionary<int, uint> _timescales = [];
    private readonly Dictionary<int, double> _shifts = [];

    public Feed(TimelineOptions? options = null)
    {
        Time = new FakeTimeProvider(Start);
        System = new SteppedTime(Time);
        Engine = new TimelineEngine(System, options ?? new TimelineOptions());
    }

    public FakeTimeProvider Time { get; }

    /// <summary>The same clock as the timeline sees it: its UTC may be stepped.</summary>
    public SteppedTime System { get; }

    public TimelineEngine Engine { get; }

    /// <summary>Whether events are kept; off for feeds of many hours.</summary>
    public bool Remembers { get; init; } = true;

    /// <summary>Everything given.</summary>
    public List<TimelineEvent> Events { get; } = [];

    /// <summary>Greatest and least of timeline minus UTC over all samples since the last reset, in milliseconds.</summary>
    public double MostLead { get; private set; } = double.MinValue;

    public double LeastLead { get; private set; } = double.MaxValue;

    /// <summary>Greatest change of the relation of sound and picture against the source since the last reset, in milliseconds.</summary>
    public double MostSkew { get; private set; }

    public List<MediaSample> Pictures => Samples(Video);

    public List<MediaSample> Frames => Samples(Audio);

    public int Discontinuities => Events.OfType<TimelineDiscontinuity>().Count();

    public List<MediaSample> Samples(int track) =>
        [.. Events.OfType<TimelineSample>().Select(given => given.Sample).Where(sample => sample.Track == track)];

    /// <summary>Decode times of a track since its first sample, in milliseconds rounded to the nearest.</summary>
    public long[] Milliseconds(int track)
    {
        var samples = Samples(track);
        return [.. samples.Select(sample => (long)Math.Round((sample.DecodeTicks - samples[0].DecodeTicks) * 1000.0 / _timescales[track]))];
    }

    /// <summary>Begins an RTMP session with pictures and sound.</summary>
    public Feed Connect(SourceClock? clock = null, TrackFormat? video = null, TrackFormat? audio = null, long frameSamples = 1024)
    {
        Keep(Engine.BeginSession(clock ?? SourceClock.Rtmp));
        Engine.SetFormat(Video, video ?? Avc);
        Engine.SetFormat(Audio, audio ?? Aac, frameSamples);
        return this;
    }

    public void Disconnect() => Keep(Engine.EndSession());

    /// <summary>Lets the wall clock come to a time, in seconds since the test's start.</summary>
    public void At(double seconds)
    {
        var target = Start + TimeSpan.FromSeconds(seconds);
        if (target > Time.GetUtcNow())
        {
            Time.Advance(target - Time.GetUtcNow());
        }
    }

    public void Tick() => Keep(Engine.Tick());

    public void Picture(long raw, bool key = false, long offset = 0, double? source = null) => Push(Video, raw, key, offset, source);

    public void Frame(long raw, double? source = null) => Push(Audio, raw, key: true, 0, source);

    public void Push(int track, long raw, bool key, long offset, double? source = null)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(payload, source ?? raw);
        Keep(Engine.Push(new SourceSample { Track = track, RawDecode = raw, CompositionOffset = offset, RandomAccess = key, Payload = payload }));
    }

    public void ResetMeasures() => (MostLead, LeastLead, MostSkew) = (double.MinValue, double.MaxValue, 0);

    /// <summary>Plays a camera: every sample arrives when its source time has come.</summary>
    public void Play(Camera camera)
    {
        long frame = 0, picture = 0;
        var frameSeconds = camera.FrameSamples / (double)camera.SampleRate / camera.AudioRate;
        while (true)
        {
            var frameAt = camera.Sound ? frame * frameSeconds : double.MaxValue;
            var pictureAt = camera.Vision ? picture / camera.PicturesPerSecond : double.MaxValue;
            var next = Math.Min(frameAt, pictureAt);
            if (next >= camera.Seconds)
            {
                return;
            }

            At(camera.From + (next / camera.ClockRate));
            var stamp = (long)Math.Floor((next * 1000) + 1e-6);
            var source = ((camera.SourceFrom ?? camera.From) + next) * 1000;
            if (pictureAt <= frameAt)
            {
                Picture(camera.VideoRaw(stamp), picture % camera.GroupLength == 0, 0, source);
                picture++;
            }
            else
            {
                Frame(camera.AudioRaw(stamp), source);
                frame++;
            }
        }
    }

    private void Keep(IReadOnlyList<TimelineEvent> events)
    {
        foreach (var item in events)
        {
            if (item is TimelineFormat format)
            {
                _timescales[format.Track] = format.Format.Timescale;
            }
            else if (item is TimelineSample { Sample: var sample })
            {
                Measure(sample);
            }

            if (Remembers)
            {
                Events.Add(item);
            }
        }
    }

    private void Measure(MediaSample sample)
    {
        Assert.True(_timescales.TryGetValue(sample.Track, out var timescale), "A sample came before its format.");
        Assert.True(sample.PresentationTicks >= sample.DecodeTicks, "Presentation lies before decode.");
        if (_last.TryGetValue(sample.Track, out var last))
        {
            Assert.True((Int128)sample.DecodeTicks * last.Timescale > (Int128)last.Ticks * timescale, "Decode times do not grow.");
        }

        _last[sample.Track] = (sample.DecodeTicks, timescale);
        var wall = (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        var lead = ((Int128)sample.DecodeTicks * TimeSpan.TicksPerSecond / timescale) - wall;
        MostLead = Math.Max(MostLead, (double)lead / TimeSpan.TicksPerMillisecond);
        LeastLead = Math.Min(LeastLead, (double)lead / TimeSpan.TicksPerMillisecond);
        var start = new MediaTime((Start - DateTimeOffset.UnixEpoch).Ticks, (uint)TimeSpan.TicksPerSecond).Rescale(timescale).Ticks;
        _shifts[sample.Track] = ((sample.DecodeTicks - start) * 1000.0 / timescale) - BinaryPrimitives.ReadDoubleLittleEndian(sample.Payload.Span);
        if (_shifts.Count == 2)
        {
            MostSkew = Math.Max(MostSkew, Math.Abs(_shifts[Video] - _shifts[Audio]));
        }
    }
}
