using CsCheck;
using Headwater.Observe.Metrics;
using Headwater.Observe.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Observe.Tests.Metrics;

public sealed class MetricStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MetricId Alerts = MetricId.Of("AWS/MediaLive", "ActiveAlerts", ("ChannelId", "1"), ("Pipeline", "0"));
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _time = new(Start);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_ValuesOfTwoPeriods_GivesEachItsStatistics()
    {
        await using var store = Open();
        foreach (var (second, value) in new[] { (0, 1.0), (10, 5.0), (59, 3.0), (60, 7.0) })
        {
            store.Record(new MetricSample(Alerts, "Count", value, Start.AddSeconds(second)));
        }

        var points = store.Read(Alerts, null, Start, Start.AddMinutes(2), Minute);

        Assert.Equal([Start, Start.AddMinutes(1)], points.Select(point => point.Time));
        Assert.Equal((3.0, 9.0, 1.0, 5.0), (points[0].Bucket.Count, points[0].Bucket.Sum, points[0].Bucket.Minimum, points[0].Bucket.Maximum));
        Assert.Equal(7.0, points[1].Bucket.Sum);
    }

    [Fact]
    public async Task Read_FewerDimensions_FindsNothing()
    {
        await using var store = Open();
        store.Record(new MetricSample(Alerts, "Count", 1, Start));

        Assert.Empty(store.Read(MetricId.Of("AWS/MediaLive", "ActiveAlerts", ("ChannelId", "1")), null, Start, Start + Minute, Minute));
        Assert.Single(store.Read(MetricId.Of("AWS/MediaLive", "ActiveAlerts", ("Pipeline", "0"), ("ChannelId", "1")), null, Start, Start + Minute, Minute));
    }

    [Fact]
    public async Task Read_AfterARestart_GivesWhatWasFlushed()
    {
        // The first store is left as a killed process leaves it: never disposed, only its timer has run.
        var killed = Open();
        killed.Record(new MetricSample(Alerts, "Count", 4, Start));
        _time.Advance(new MetricStoreOptions().FlushInterval);

        await using var store = new MetricStore(Copy(), new MetricStoreOptions(), _time);
        store.Record(new MetricSample(Alerts, "Count", 6, Start.AddSeconds(1)));

        var point = Assert.Single(store.Read(Alerts, null, Start, Start + Minute, Minute));
        Assert.Equal((2.0, 10.0), (point.Bucket.Count, point.Bucket.Sum));
        Assert.Equal([Alerts], store.List(Start.AddHours(-1)));
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task Read_LongAfter_KeepsOnlyCoarseBuckets()
    {
        await using var store = Open();
        store.Record(new MetricSample(Alerts, "Count", 4, Start));

        _time.Advance(TimeSpan.FromDays(16));

        Assert.Empty(store.Read(Alerts, null, Start, Start.AddHours(1), Minute));
        Assert.Single(store.Read(Alerts, null, Start, Start.AddHours(1), TimeSpan.FromMinutes(5)));
        Assert.Single(store.Read(Alerts, null, Start, Start.AddHours(1), TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Record_TooManyMetrics_RefusesAndCountsUntilOneWasIdleForTwoWeeks()
    {
        await using var store = new MetricStore(_folder.Path, new MetricStoreOptions { MostSeries = 1 }, _time);
        var other = MetricId.Of("N", "Other");
        store.Record(new MetricSample(Alerts, "Count", 1, Start));

        store.Record(new MetricSample(other, "Count", 1, Start));
        Assert.Equal(1, store.Refused);

        _time.Advance(TimeSpan.FromDays(15));
        store.Record(new MetricSample(other, "Count", 2, _time.GetUtcNow()));

        Assert.Equal(1, store.Refused);
        Assert.Equal([other], store.List(Start));
        Assert.Empty(store.Read(Alerts, null, Start, Start.AddHours(1), TimeSpan.FromHours(1)));
        Assert.Empty(store.Read(other, null, Start, Start.AddHours(1), TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Percentile_OfEveryWholeNumberTo100_IsClose()
    {
        var bucket = new Bucket();
        for (var value = 1; value <= 100; value++)
        {
            bucket.Add(value, 1);
        }

        Assert.InRange(bucket.Percentile(50), 40, 60);
        Assert.InRange(bucket.Percentile(99), 95, 100);
        Assert.Equal(1, bucket.Percentile(0));
        Assert.Equal(100, bucket.Percentile(100));
    }

    [Fact]
    public void Percentile_OfAStatisticSetOfUnlikeValues_CannotBeTold()
    {
        var bucket = new Bucket();
        bucket.Add(new StatisticSet(2, 3, 1, 2));

        Assert.True(double.IsNaN(bucket.Percentile(50)));
    }

    [Fact]
    public void Percentile_OfAnyValues_LiesBetweenLeastAndGreatestAndGrows() =>
        Gen.Double[-1e6, 1e6].List[1, 200].Sample(values =>
        {
            var bucket = new Bucket();
            values.ForEach(value => bucket.Add(value, 1));

            var told = Enumerable.Range(0, 101).Select(percent => bucket.Percentile(percent)).ToList();

            Assert.All(told, value => Assert.InRange(value, bucket.Minimum - 1e-6, bucket.Maximum + 1e-6));
            Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-6));
            Assert.InRange(bucket.Centroids.Count, 1, Bucket.MostCentroids);
        });

    private MetricStore Open() => new(_folder.Path, new MetricStoreOptions(), _time);

    /// <summary>The files as they stand, which the first store still holds open.</summary>
    private string Copy()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder.Path, "copy")).FullName;
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(Path.Combine(copy, Path.GetFileName(file)));
            source.CopyTo(target);
        }

        return copy;
    }
}
