using System.Globalization;
using CsCheck;
using Headwater.Foundation;
using Headwater.Live.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Timeline;

/// <summary>What holds whatever a source does.</summary>
public sealed class TimelineProperties
{
    private const double MostStallSeconds = 5;

    private static readonly SourceClock[] Clocks = [SourceClock.Rtmp, SourceClock.TransportStream, new(48_000, 62), new(12_288, 16), new(1_000_000_000, 40)];

    private static readonly Gen<Act> GenPlainSample =
        from track in Gen.Int[0, 2]
        from step in Gen.Int[0, 60]
        from key in Gen.Int[0, 3]
        from offset in Gen.Int[0, 80]
        from wait in Gen.Int[0, 40]
        select (Act)new Send(track, IsStep: true, step, key == 0, offset, wait);

    private static readonly Gen<Act> GenWildSample =
        from track in Gen.Int[-1, 3]
        from isStep in Gen.Bool
        from raw in Gen.OneOf(Gen.Long, Gen.Long[-5000, 5000], Gen.Long[0, 90_000L * 3600])
        from key in Gen.Bool
        from offset in Gen.OneOf(Gen.Long, Gen.Long[-2000, 2000])
        from wait in Gen.Int[0, (int)(MostStallSeconds * 1000)]
        select (Act)new Send(track, isStep, raw, key, offset, wait);

    private static readonly Gen<Act> GenAct = Gen.Frequency(
        (60, GenPlainSample),
        (8, GenWildSample),
        (1, Gen.Int[0, 4].Select(clock => (Act)new Connect(clock))),
        (1, Gen.Select(Gen.Int[0, 1], Gen.Int[0, 3], (track, format) => (Act)new Change(track, format))),
        (1, Gen.Int[0, 3000].Select(wait => (Act)new Idle(wait))),
        (1, Gen.Const((Act)new Leave())));

    private static readonly Gen<Act[]> GenActs = GenAct.Array[0, 400];

    [Fact]
    public void Push_AnySource_NeverGoesBackAndStaysNearUtc() => GenActs.Sample(acts => Run(acts, floorSeconds: null), iter: 3000);

    [Fact]
    public void Push_AnySourceAfterARestart_NeverGoesBeforeTheFloor() =>
        Gen.Select(GenActs, Gen.Int[-100, 100]).Sample(input => Run(input.Item1, input.Item2), iter: 1000);

    [Fact]
    public void Push_SameInputTwice_GivesTheSame() =>
        GenActs.Sample(acts => Assert.Equal(Run(acts, null), Run(acts, null)), iter: 500);

    [Fact]
    public void Push_ShiftedEpoch_GivesTheSameTimes() =>
        Gen.Select(Gen.Select(Gen.Int[0, 1], Gen.Int[0, 60], Gen.Int[0, 40]).Array[1, 200], Gen.Long[0, uint.MaxValue])
            .Sample(input => Assert.Equal(Plain(input.Item1, 0), Plain(input.Item1, input.Item2)), iter: 1000);

    [Fact]
    public void Push_AnyJumpOfAWholeSource_KeepsTheRelationOfSoundAndPicture() =>
        Gen.Select(Gen.Long[0, uint.MaxValue], Gen.Int[0, 900], Gen.Int[2000, 5000])
            .Sample(
                (distance, late, at) =>
                {
                    var feed = new Feed().Connect(frameSamples: 960);
                    for (var time = 0; time < 7000; time += 20)
                    {
                        feed.At(time / 1000.0);
                        feed.Frame(Moved(time), time);
                        if (time >= late && time % 40 == 0)
                        {
                            feed.Picture(Moved(time - late), key: true, 0, time - late);
                        }
                    }

                    // A jump of at most what is mended in place, or followed, is a fault of one track for as long as it lasts.
                    var change = (int)distance;
                    Assert.True(feed.MostSkew <= 20 || change is > -600 and < 4000, $"{feed.MostSkew} ms");
                    Assert.Equal(0, feed.Discontinuities);

                    long Moved(long stamp) => (stamp < at ? stamp : stamp + distance) & uint.MaxValue;
                },
                iter: 150);

    private static string[] Plain((int Track, int Step, int Wait)[] steps, long epoch)
    {
        var acts = new List<Act>();
        foreach (var (track, step, wait) in steps)
        {
            acts.Add(new Send(track, IsStep: true, step, Key: true, 0, wait));
        }

        return Run([.. acts], null, epoch);
    }

    /// <summary>Plays acts and holds what comes out to the laws; returns it as text.</summary>
    private static string[] Run(Act[] acts, int? floorSeconds, long epoch = 0)
    {
        var time = new FakeTimeProvider(Feed.Start);
        var floor = floorSeconds is { } seconds ? MediaTime.FromUtc(Feed.Start.AddSeconds(seconds), 90_000) : default(MediaTime?);
        var engine = new TimelineEngine(time, new TimelineOptions { Floor = floor });
        var laws = new Laws(time, floor);
        var raws = new long[2];
        var running = false;
        Begin(0);
        foreach (var act in acts)
        {
            switch (act)
            {
                case Connect(var clock):
                    Begin(clock);
                    break;
                case Leave:
                    laws.Check(engine.EndSession());
                    running = false;
                    break;
                case Idle(var wait):
                    time.Advance(TimeSpan.FromMilliseconds(wait));
                    laws.Check(engine.Tick());
                    break;
                case Change(var track, var format) when running:
                    engine.SetFormat(track, FormatOf(track, format), track == 1 && format != 2 ? 1024 : 0);
                    break;
                case Send send when running:
                    time.Advance(TimeSpan.FromMilliseconds(send.WaitMilliseconds));
                    laws.Check(engine.Push(SampleOf(send)));
                    break;
                default:
                    break;
            }
        }

        laws.Check(engine.EndSession());
        return [.. laws.Given];

        void Begin(int clock)
        {
            laws.Check(engine.BeginSession(Clocks[clock]));
            engine.SetFormat(0, FormatOf(0, 0));
            engine.SetFormat(1, FormatOf(1, 0), 1024);
            Array.Fill(raws, epoch);
            running = true;
        }

        SourceSample SampleOf(Send send)
        {
            var raw = send.Raw;
            if (send.Track is 0 or 1)
            {
                raw = send.IsStep ? unchecked(raws[send.Track] + send.Raw) : send.Raw;
                raws[send.Track] = raw;
            }

            return new SourceSample { Track = send.Track, RawDecode = raw, CompositionOffset = send.Offset, RandomAccess = send.Key, Payload = default };
        }
    }

    private static TrackFormat FormatOf(int track, int format) => track == 0
        ? Feed.Avc with { Configuration = new byte[] { (byte)format } }
        : Feed.Aac with { Timescale = format == 1 ? 44_100u : 48_000u, Configuration = new byte[] { (byte)format } };

    private abstract record Act;

    private sealed record Connect(int Clock) : Act;

    private sealed record Leave : Act;

    private sealed record Idle(int WaitMilliseconds) : Act;

    private sealed record Change(int Track, int Format) : Act;

    private sealed record Send(int Track, bool IsStep, long Raw, bool Key, long Offset, int WaitMilliseconds) : Act;

    private sealed class Laws(FakeTimeProvider time, MediaTime? floor)
    {
        private readonly Dictionary<int, uint> _timescales = [];
        private readonly Dictionary<int, (long Ticks, uint Timescale)> _last = [];
        private readonly Dictionary<int, int> _generations = [];
        private readonly Dictionary<int, List<double>> _lagging = [];
        private int _discontinuities;

        public List<string> Given { get; } = [];

        public void Check(IReadOnlyList<TimelineEvent> events)
        {
            Assert.True(events.Count <= 16, "More came out than one sample can cause.");
            foreach (var item in events)
            {
                Given.Add(string.Create(CultureInfo.InvariantCulture, $"{item}"));
                switch (item)
                {
                    case TimelineDiscontinuity:
                        _discontinuities++;
                        break;
                    case TimelineFormat(var track, var format):
                        CheckFormat(track, format);
                        break;
                    case TimelineSample(var sample):
                        CheckSample(sample);
                        break;
                    default:
                        break;
                }
            }
        }

        /// <summary>A track that lags by ten seconds is watched for two windows of five, each ended by a sample, and then placed anew.</summary>
        private void CheckLag(int track, double lead)
        {
            var now = (time.GetUtcNow() - Feed.Start).TotalSeconds;
            if (lead > -10.5)
            {
                _lagging.Remove(track);
                return;
            }

            if (!_lagging.TryGetValue(track, out var times))
            {
                _lagging[track] = times = [];
            }

            times.Add(now);
            var gaps = times.Skip(1).Zip(times, (next, one) => next - one).OrderDescending().ToList();
            // Two windows of 5 s, each of which ends with the first sample after it and so may last a stall longer.
            Assert.InRange(gaps.Skip(3).Sum(), 0, 10 + (2 * MostStallSeconds));
        }

        private void CheckFormat(int track, TrackFormat format)
        {
            Assert.True(!_generations.TryGetValue(track, out var declared) || declared < _discontinuities, "A format changed without a discontinuity.");
            _timescales[track] = format.Timescale;
        }

        private void CheckSample(MediaSample sample)
        {
            _generations[sample.Track] = _discontinuities;
            var timescale = _timescales[sample.Track];
            Assert.True(sample.PresentationTicks >= sample.DecodeTicks, "Presentation lies before decode.");
            Assert.True(
                !_last.TryGetValue(sample.Track, out var last) || (Int128)sample.DecodeTicks * last.Timescale > (Int128)last.Ticks * timescale,
                "Decode times do not grow.");
            _last[sample.Track] = (sample.DecodeTicks, timescale);

            var decode = new MediaTime(sample.DecodeTicks, timescale);
            Assert.True(floor is not { } earliest || (Int128)decode.Ticks * earliest.Timescale >= (Int128)earliest.Ticks * timescale, "A sample lies before the floor.");
            var lead = (decode.ToUtc() - time.GetUtcNow()).TotalSeconds;
            CheckLag(sample.Track, lead);
            Assert.InRange(lead, double.MinValue, 10.001 + Math.Max(0, floor is { } end ? (end.ToUtc() - Feed.Start).TotalSeconds : 0));
        }
    }
}
