using System.Buffers;
using System.Text;
using Headwater.Views.Dash;
using Headwater.Views.Tests.Support;

namespace Headwater.Views.Tests;

/// <summary>One small log as every view shows it: a hole over a cell, two discontinuities without a segment between, groups off the grid.</summary>
public sealed class GoldenTests
{
    private static readonly LogShape Shape = new()
    {
        Videos = 2,
        StartMilliseconds = 300,
        Reordered = 1,
        IntervalTold = true,
        Groups =
        [
            new(10), new(10), new(10), new(10), new(10, HoleMilliseconds: 3_500), new(10), new(10),
            new(3, Discontinuous: true), new(10, Discontinuous: true, NewHeader: true), new(10), new(10), new(10),
        ],
    };

    public static TheoryData<string, string> Playlists => new()
    {
        { "ts", "v0" }, { "ts with audio apart", "v0" }, { "ts with audio apart", "a0" },
        { "cmaf", "v0" }, { "cmaf", "a0" }, { "low latency", "v0" }, { "cmaf start-over", "v0" }, { "iframes", "v0" },
    };

    [Theory]
    [MemberData(nameof(Playlists))]
    public Task MediaPlaylist_SmallLog_IsAsReviewed(string kind, string track) => AssertAsync($"{kind} {track}.m3u8", (snapshot, body) =>
    {
        var view = PrefixStabilityTests.View(kind, Shape, 1);
        return kind == "iframes" ? view.TryRenderIFrames(snapshot, track, body) : view.TryRenderMedia(snapshot, track, skip: false, body);
    });

    [Theory]
    [InlineData("ts")]
    [InlineData("cmaf")]
    [InlineData("low latency")]
    [InlineData("iframes")]
    public Task Multivariant_SmallLog_IsAsReviewed(string kind) => AssertAsync($"{kind}.m3u8", (snapshot, body) =>
        PrefixStabilityTests.View(kind, Shape, 1).TryRenderMultivariant(snapshot, body));

    [Fact]
    public Task Mpd_SmallLog_IsAsReviewed() => AssertAsync("dash.mpd", (snapshot, body) =>
        new DashView(PrefixStabilityTests.Options("dash", 1), TimeSpan.Zero).TryRender(snapshot, body));

    private static async Task AssertAsync(string name, Func<Log.LogSnapshot, IBufferWriter<byte>, bool> render)
    {
        await using var log = await Support.Logs.OpenAsync();
        await log.AppendAsync(Shape.Records());
        var body = new ArrayBufferWriter<byte>();
        Assert.True(render(log.Snapshot, body));
        var text = Encoding.UTF8.GetString(body.WrittenSpan);
        var file = Path.Combine(Folder(), name.Replace(' ', '-'));
        Assert.True(File.Exists(file), $"{file} is missing; this was rendered:\n{text}");
        Assert.Equal(await File.ReadAllTextAsync(file, CancellationToken.None), text);
    }

    // Found from the running program: builds that are the same everywhere do not tell where their sources lie.
    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Headwater.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", "Views.Tests", "Goldens");
    }
}
