using Headwater.Documents;
using Headwater.Observe.Logs;
using Headwater.Observe.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Observe.Tests.Logs;

public sealed class LogStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Folder _folder = new();
    private readonly MemoryDocumentStore _documents = new();
    private readonly KeptMetrics _metrics = new();
    private readonly FakeTimeProvider _time = new(Start);
    private LogStore _store = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static long Now => Start.ToUnixTimeMilliseconds();

    public ValueTask InitializeAsync()
    {
        _store = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Read_LinesOfTwoStreamsInAnyOrder_AreInTheOrderOfTime()
    {
        var (group, a) = await MakeAsync("g", "a");
        var (_, b) = await MakeAsync("g", "b");
        await _store.AppendAsync(a, [new(Now + 3, "3"), new(Now + 5, "5")], Cancelled);
        await _store.AppendAsync(b, [new(Now + 4, "4")], Cancelled);
        await _store.AppendAsync(a, [new(Now + 1, "1")], Cancelled);

        var (events, more) = _store.Read(group, [a, b], new LogQuery());

        Assert.Equal(["1", "3", "4", "5"], events.Select(line => line.Text));
        Assert.False(more);
    }

    [Fact]
    public async Task Read_PageByPage_GivesEveryLineOnce()
    {
        var (group, stream) = await MakeAsync("g", "s");
        var lines = Enumerable.Range(0, 25).Select(index => new LogLine(Now + (index / 3), $"line {index}")).ToList();
        await _store.AppendAsync(stream, lines, Cancelled);

        var seen = new List<string>();
        LogCursor? beyond = null;
        bool more;
        do
        {
            (var events, more) = _store.Read(group, [stream], new LogQuery { Limit = 4, Beyond = beyond });
            seen.AddRange(events.Select(line => line.Text));
            beyond = events[^1].Cursor;
        }
        while (more);

        Assert.Equal(lines.Select(line => line.Text), seen);
    }

    [Fact]
    public async Task Read_Newest_GivesTheLastLinesOldestFirst()
    {
        var (group, stream) = await MakeAsync("g", "s");
        await _store.AppendAsync(stream, [new(Now, "a"), new(Now + 1, "b"), new(Now + 2, "c")], Cancelled);

        var (events, _) = _store.Read(group, [stream], new LogQuery { Newest = true, Limit = 2 });

        Assert.Equal(["b", "c"], events.Select(line => line.Text));
    }

    [Fact]
    public async Task Read_ManyLargeLines_HoldsOnePageOnly()
    {
        var (group, stream) = await MakeAsync("g", "s");
        for (var index = 0; index < 6; index++)
        {
            await _store.AppendAsync(stream, [new(Now + index, new string((char)('a' + index), 600_000))], Cancelled);
        }

        var (events, more) = _store.Read(group, [stream], new LogQuery());

        Assert.Equal("ab", string.Concat(events.Select(line => line.Text[0])));
        Assert.True(more);
    }

    [Fact]
    public async Task Open_AfterATornWrite_KeepsWholeLinesAndGoesOn()
    {
        var (group, stream) = await MakeAsync("g", "s");
        await _store.AppendAsync(stream, [new(Now, "whole"), new(Now + 1, "torn")], Cancelled);
        var file = Directory.GetFiles(_folder.Path, "*.lines", SearchOption.AllDirectories).Single();
        using (var torn = new FileStream(file, FileMode.Open))
        {
            torn.SetLength(torn.Length - 2);
        }

        await using var again = Open();
        await again.AppendAsync(stream, [new(Now + 2, "next")], Cancelled);

        Assert.Equal(["whole", "next"], again.Read(group, [stream], new LogQuery()).Events.Select(line => line.Text));
    }

    [Fact]
    public async Task Read_OlderThanTheGroupKeeps_IsGone()
    {
        var (group, stream) = await MakeAsync("g", "s");
        await _store.AppendAsync(stream, [new(Now, new string('o', 1_200_000))], Cancelled);
        await _store.ChangeGroupAsync("g", standing => standing with { RetentionDays = 1 }, Cancelled);
        _time.SetUtcNow(Start.AddDays(2));
        await _store.AppendAsync(stream, [new(_time.GetUtcNow().ToUnixTimeMilliseconds(), "new")], Cancelled);

        await _store.SweepAsync(Cancelled);

        Assert.Equal(["new"], _store.Read((await _store.FindGroupAsync("g", Cancelled))!, [stream], new LogQuery()).Events.Select(line => line.Text));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.lines", SearchOption.AllDirectories));
        Assert.Null(group.RetentionDays);
    }

    [Fact]
    public async Task Write_OfThePlatform_MakesGroupAndStream()
    {
        _store.Write("ElementalMediaLive", "channel", Start, "started");
        await _store.DrainAsync(Cancelled);

        var group = await _store.FindGroupAsync("ElementalMediaLive", Cancelled);
        var streams = await _store.ListStreamsAsync("ElementalMediaLive", "", Cancelled);
        Assert.Equal(["started"], _store.Read(group!, streams, new LogQuery()).Events.Select(line => line.Text));
        Assert.Equal(30, group!.RetentionDays);
    }

    [Fact]
    public async Task Append_LinesThatFitAFilter_MakesMetrics()
    {
        var (_, stream) = await MakeAsync("g", "s");
        await _store.PutFilterAsync(
            new MetricFilter
            {
                Group = "g", Name = "f", Pattern = "{ $.ms EXISTS }", MetricNamespace = "N", MetricName = "Latency", Value = "$.ms", Created = Start,
                Dimensions = new(StringComparer.Ordinal) { ["Host"] = "$.host" },
            },
            Cancelled);

        await _store.AppendAsync(stream, [new(Now, """{"ms":12.5,"host":"a"}"""), new(Now, "other")], Cancelled);

        var sample = Assert.Single(_metrics.Samples);
        Assert.Equal(12.5, sample.Value);
        Assert.Equal("a", Assert.Single(sample.Metric.Dimensions).Value);
    }

    private LogStore Open() => new(_folder.Path, _documents, new LogStoreOptions(), _time, _metrics);

    private async Task<(LogGroup Group, LogStream Stream)> MakeAsync(string group, string stream)
    {
        await _store.TryCreateGroupAsync(new LogGroup { Name = group, Created = Start }, Cancelled);
        await _store.TryCreateStreamAsync(group, stream, Cancelled);
        return ((await _store.FindGroupAsync(group, Cancelled))!, (await _store.FindStreamAsync(group, stream, Cancelled))!);
    }
}
