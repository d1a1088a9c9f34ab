using CsCheck;
using Headwater.Log.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

/// <summary>Any run of appends, changes of retention, failures and reopenings leaves what a plain list says.</summary>
public sealed class MediaLogModelTests
{
    private static readonly MediaLogOptions Options = new()
    {
        ExtentBytes = 4096,
        ExtentDuration = TimeSpan.FromSeconds(4),
        RetentionPromise = TimeSpan.FromSeconds(20),
        RetentionFloor = TimeSpan.FromSeconds(20),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (20, Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[0, 900], (track, skip, bytes) => (Step)new Append(track, skip, bytes))),
        (3, Gen.Select(Gen.Int[1, 3], Gen.Byte[0, 2], (track, version) => (Step)new Configure(track, version))),
        (2, Gen.Const((Step)new Mark())),
        (2, Gen.Const((Step)new Break())),
        (1, Gen.Const((Step)new Finish())),
        (1, Gen.Const((Step)new Reopen())),
        (1, Gen.Int[0, 600].Select(bytes => (Step)new Tear(bytes))),
        (1, Gen.Int[0, 2].Select(failures => (Step)new Fail(failures))),
        (1, Gen.Int[5, 40].Select(seconds => (Step)new Retain(seconds))),
        (1, Gen.Const((Step)new Keep())));

    [Fact]
    public Task Log_AfterAnySteps_IsWhatTheListSays() =>
        Steps.Array[1, 150].SampleAsync(RunAsync, iter: 100, threads: 1, print: steps => string.Join("; ", steps.Select(step => step.ToString())));

    private static async Task RunAsync(Step[] steps)
    {
        var memory = new MemoryLogStorage();
        var torn = new TornStorage(memory);
        var failing = new FailingStorage(torn);
        var model = new Model();
        List<(LogSnapshot Snapshot, string Picture)> kept = [];
        var log = await OpenAsync(failing);
        foreach (var step in steps)
        {
            switch (step)
            {
                case Reopen:
                    await log.DisposeAsync();
                    log = await OpenAsync(failing);
                    log.SetRetention(model.Promise, null);
                    model.Reopen();
                    break;
                case Tear tear:
                    torn.TearAfterBytes = tear.Bytes;
                    break;
                case Fail fail:
                    failing.WritesToFail = fail.Failures;
                    break;
                case Retain retain:
                    model.Promise = TimeSpan.FromSeconds(retain.Seconds);
                    log.SetRetention(model.Promise, null);
                    break;
                case Keep:
                    kept.Add((log.Snapshot, log.Snapshot.Describe()));
                    break;
                default:
                    if (model.Make(step) is { } record)
                    {
                        model.Note(record, await log.AppendAsync(record, Cancellation));
                    }

                    break;
            }

            model.AssertShows(log.Snapshot);
        }

        await log.AssertIntactAsync();
        var last = log.Snapshot.Describe();
        await log.DisposeAsync();
        await using var again = await MediaLog.OpenAsync(memory, Options with { RetentionPromise = TimeSpan.FromHours(1) }, new FakeTimeProvider(), null, Cancellation);
        Assert.Equal(last, again.Snapshot.Describe());
        await again.AssertIntactAsync();
        Assert.All(kept, one => Assert.Equal(one.Picture, one.Snapshot.Describe()));
    }

    /// <summary>Reopens with the longest promise a step may set, so that opening itself drops nothing.</summary>
    private static ValueTask<MediaLog> OpenAsync(ILogStorage storage) =>
        MediaLog.OpenAsync(storage, Options with { RetentionPromise = TimeSpan.FromHours(1) }, new FakeTimeProvider(), null, Cancellation);

    private abstract record Step;

    private sealed record Append(int Track, int Skip, int Bytes) : Step;

    private sealed record Configure(int Track, byte Version) : Step;

    private sealed record Mark : Step;

    private sealed record Break : Step;

    private sealed record Finish : Step;

    private sealed record Reopen : Step;

    private sealed record Tear(int Bytes) : Step;

    private sealed record Fail(int Failures) : Step;

    private sealed record Retain(int Seconds) : Step;

    private sealed record Keep : Step;

    /// <summary>The log as a list of all that was stored, with the retention as its promise words it.</summary>
    private sealed class Model
    {
        private readonly List<LogRecord> _records = [];
        private readonly List<LogRecord> _owed = [];
        private readonly Dictionary<int, long> _next = [];
        private readonly HashSet<int> _configured = [];

        // The latest that any promise so far let go: a longer one brings nothing back.
        private long _horizon = long.MinValue;

        public TimeSpan Promise { get; set; } = TimeSpan.FromHours(1);

        public LogRecord? Make(Step step) => step switch
        {
            Append append when _configured.Contains(append.Track) =>
                Records.Fragment(_next[append.Track] = _next.GetValueOrDefault(append.Track) + append.Skip, append.Track, append.Bytes),
            Configure configure => Records.Config(configure.Track, version: configure.Version),
            Mark => Records.Marker(_records.Count),
            Break => new Discontinuity(),
            Finish => new End(),
            _ => null,
        };

        public void Note(LogRecord record, AppendResult result)
        {
            if (record is TrackConfig configured)
            {
                _configured.Add(configured.Track);
            }

            if (result == AppendResult.Dropped)
            {
                Owe(record);
            }
            else
            {
                foreach (var owed in _owed)
                {
                    Store(owed);
                }

                _owed.Clear();
                var sequence = _records.Count;
                Assert.Equal(Store(record) ? new(AppendOutcome.Appended, sequence) : AppendResult.Unchanged, result);
            }

            var newest = _records.OfType<Fragment>().Select(EndOf).DefaultIfEmpty().Max();
            _horizon = Math.Max(_horizon, newest - (long)(Promise.TotalSeconds * 90_000));
        }

        /// <summary>What was refused and owed is gone with the writer.</summary>
        public void Reopen()
        {
            _owed.Clear();
            _configured.Clear();
            _configured.UnionWith(_records.OfType<TrackConfig>().Select(config => config.Track));
        }

        /// <summary>Every record but for a front that the retention may have dropped, and no more of it than it may.</summary>
        public void AssertShows(LogSnapshot snapshot)
        {
            Assert.Equal(_records.Count, snapshot.NextSequence);
            Assert.Equal(_records.Count > 0 && _records[^1] is End, snapshot.Ended);
            for (var sequence = 0; sequence < snapshot.FirstSequence; sequence++)
            {
                Assert.False(
                    _records[sequence] is Fragment fragment && EndOf(fragment) > _horizon,
                    "A fragment within the promise is gone.");
            }

            foreach (var track in snapshot.Tracks)
            {
                Assert.Equal(Expected(track.Config.Track, snapshot.FirstSequence), track.Fragments.Select(Describe));
                Assert.Equal(_records.OfType<TrackConfig>().Last(config => config.Track == track.Config.Track), track.Config);
                Assert.All(track.Fragments, fragment => Assert.NotNull(track.FindConfig(fragment.Generation)));
            }

            Assert.Equal(
                _records.Select((record, sequence) => (record, sequence)).Where(one => one.record is Marker && one.sequence >= snapshot.FirstSequence).Select(one => (long)one.sequence),
                snapshot.Markers.Select(marker => marker.Sequence));
        }

        private static long EndOf(Fragment fragment) => fragment.DecodeTicks + fragment.DurationTicks;

        private static (long, long, long, bool, int, int, int) Describe(FragmentEntry fragment) =>
            (fragment.Sequence, fragment.DecodeTicks, fragment.PresentationTicks, fragment.RandomAccess, fragment.Generation, fragment.Discontinuities, fragment.Location.Length);

        private List<(long, long, long, bool, int, int, int)> Expected(int track, long first)
        {
            List<(long, long, long, bool, int, int, int)> expected = [];
            var (generation, discontinuities) = (-1, 0);
            for (var sequence = 0; sequence < _records.Count; sequence++)
            {
                switch (_records[sequence])
                {
                    case TrackConfig config when config.Track == track:
                        generation++;
                        break;
                    case Discontinuity:
                        discontinuities++;
                        break;
                    case Fragment fragment when fragment.Track == track && sequence >= first:
                        expected.Add((sequence, fragment.DecodeTicks, fragment.PresentationTicks, fragment.RandomAccess, generation, discontinuities, fragment.Payload.Length));
                        break;
                }
            }

            return expected;
        }

        private bool Store(LogRecord record)
        {
            var unchanged = record switch
            {
                TrackConfig config => config.Equals(_records.OfType<TrackConfig>().LastOrDefault(other => other.Track == config.Track)),
                End => _records.Count > 0 && _records[^1] is End,
                _ => false,
            };
            if (!unchanged)
            {
                _records.Add(record);
            }

            return !unchanged;
        }

        private void Owe(LogRecord record)
        {
            switch (record)
            {
                case TrackConfig config:
                    _owed.RemoveAll(owed => owed is TrackConfig other && other.Track == config.Track);
                    _owed.Add(config);
                    break;
                case Discontinuity when !_owed.OfType<Discontinuity>().Any():
                    _owed.Add(record);
                    break;
            }
        }
    }
}
