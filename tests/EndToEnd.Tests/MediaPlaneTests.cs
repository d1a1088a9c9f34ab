using Headwater.EndToEnd.Tests.Support;
using Headwater.Hosts.Platform;
using Headwater.Live.Channels;
using Headwater.Origin;
using Headwater.Plans;
using Headwater.Transcoder.Ffmpeg;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headwater.EndToEnd.Tests;

/// <summary>Plans applied by difference, over real logs on disk.</summary>
public sealed class MediaPlaneTests : IAsyncLifetime
{
    private static readonly System.Net.IPEndPoint Remote = new(System.Net.IPAddress.Loopback, 40_000);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headwater-plane-");
    private readonly ChannelHub _hub = new();
    private readonly OriginCatalog _catalog = new();
    private readonly FfmpegStills _stills = new("ffmpeg", TimeProvider.System);
    private readonly MediaPlane _plane;

    public MediaPlaneTests() => _plane = new MediaPlane(new MediaPlaneParts
    {
        DataDirectory = _folder.FullName,
        Hub = _hub,
        Catalog = _catalog,
        Transcoder = new FfmpegTranscoder(new FfmpegOptions { Executable = "ffmpeg" }, NullLogger<FfmpegTranscoder>.Instance),
        Archives = new FileArchiveStore(Path.Combine(_folder.FullName, "archives")),
        Stills = _stills,
        Clock = TimeProvider.System,
        Loggers = NullLoggerFactory.Instance,
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _plane.DisposeAsync();
        _stills.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Plan_ThatChangesOthers_LeavesAPublisherAlone()
    {
        await _plane.ApplyAsync(Of(Channel("a"), Channel("b")), Cancellation);
        await using var lease = Attach("a");
        var log = _catalog.Find("a-ts")!.Log;
        var endpoint = _catalog.Find("a-ts");

        await _plane.ApplyAsync(Of(Channel("a") with { Retention = TimeSpan.FromMinutes(20) }, Channel("c")), Cancellation);

        Assert.False(lease.Revoked.IsCompleted);
        Assert.Same(endpoint, _catalog.Find("a-ts"));
        Assert.Same(log, _catalog.Find("a-ts")!.Log);
        Assert.Null(_catalog.Find("b-ts"));
        Assert.Equal(["a", "c"], _plane.Observation.Channels.Keys.Order());
        Assert.All(_plane.Observation.Channels.Values, channel => Assert.Equal(ChannelRunState.Running, channel.State));
    }

    [Fact]
    public async Task Channel_Removed_EndsItsSessionAndKeepsItsMediaUntilForgotten()
    {
        await _plane.ApplyAsync(Of(Channel("a")), Cancellation);
        var lease = Attach("a");

        var applying = _plane.ApplyAsync(Of(), Cancellation).AsTask();
        await lease.Revoked.WaitAsync(Cancellation);
        await lease.DisposeAsync();
        await applying;

        Assert.IsType<PublishRefusal.UnknownStream>(_hub.TryAttach("live/a", Remote, out _));
        var media = Path.Combine(_folder.FullName, "channels", "a");
        Assert.True(Directory.Exists(media));
        await _plane.ForgetAsync("a", Cancellation);
        Assert.False(Directory.Exists(media));
    }

    [Fact]
    public async Task Forget_OfWhatRunsOrIsAPath_IsRefused()
    {
        await _plane.ApplyAsync(Of(Channel("a")), Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _plane.ForgetAsync("a", Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _plane.ForgetAsync("../a", Cancellation));
    }

    [Fact]
    public async Task Channel_ThatCannotStart_IsToldAndDoesNotStopOthersAndIsTriedAgain()
    {
        var obstacle = Path.Combine(_folder.FullName, "channels", "a");
        Directory.CreateDirectory(Path.GetDirectoryName(obstacle)!);
        await File.WriteAllTextAsync(obstacle, "", Cancellation);

        await _plane.ApplyAsync(Of(Channel("a"), Channel("b")), Cancellation);

        var failed = _plane.Observation.Channels["a"];
        Assert.Equal((ChannelRunState.Failed, ChannelRunState.Running), (failed.State, _plane.Observation.Channels["b"].State));
        Assert.Contains(failed.Alerts, alert => alert is { Kind: "start-failed", Cleared: null });

        File.Delete(obstacle);
        await _plane.ApplyAsync(Of(Channel("a"), Channel("b")), Cancellation);
        Assert.Equal(ChannelRunState.Running, _plane.Observation.Channels["a"].State);
        Assert.Contains(_plane.Observation.Channels["a"].Alerts, alert => alert is { Kind: "start-failed", Cleared: not null });
    }

    [Fact]
    public async Task Channels_OfOneStreamName_AreOneChannelAndAFailure()
    {
        await _plane.ApplyAsync(Of(Channel("a"), Channel("b") with { Input = new RtmpInputPlan { StreamName = "live/a" } }), Cancellation);

        Assert.Equal((ChannelRunState.Running, ChannelRunState.Failed), (_plane.Observation.Channels["a"].State, _plane.Observation.Channels["b"].State));
    }

    [Fact]
    public async Task Channel_WithAnotherInput_EndsTheSessionAndKeepsTheLog()
    {
        await _plane.ApplyAsync(Of(Channel("a")), Cancellation);
        var log = _catalog.Find("a-ts")!.Log;
        var lease = Attach("a");

        var applying = _plane.ApplyAsync(Of(Channel("a") with { Input = new RtmpInputPlan { StreamName = "live/other" } }), Cancellation).AsTask();
        await lease.Revoked.WaitAsync(Cancellation);
        await lease.DisposeAsync();
        await applying;

        Assert.Same(log, _catalog.Find("a-ts")!.Log);
        Assert.Null(_hub.TryAttach("live/other", Remote, out var other));
        await other!.DisposeAsync();
    }

    [Fact]
    public async Task Wait_ForAPublisher_EndsWhenItComes()
    {
        await _plane.ApplyAsync(Of(Channel("a")), Cancellation);
        Assert.NotNull(_plane.Observation.Channels["a"].InputLostSince);
        var waiting = _plane.WaitAsync(picture => picture.Channels["a"].Publisher is not null, Cancellation).AsTask();

        await using var lease = Attach("a");

        Assert.Equal(Remote.ToString(), (await waiting).Channels["a"].Publisher);
    }

    [Fact]
    public async Task Package_WhoseSourcesChange_KeepsItsLog()
    {
        var package = new PackagePlan { Id = "show", Sources = [new PackageSourcePlan { ChannelId = "a" }] };
        var endpoint = new EndpointPlan { Id = "show-ts", ChannelId = "show", Package = PackageKind.HlsTs };
        await _plane.ApplyAsync(Of(Channel("a")) with { Packages = [package], Endpoints = [endpoint] }, Cancellation);
        var log = _catalog.Find("show-ts")!.Log;

        await _plane.ApplyAsync(Of(Channel("b")) with { Packages = [package with { Sources = [new PackageSourcePlan { ChannelId = "b" }] }], Endpoints = [endpoint] }, Cancellation);

        Assert.Same(log, _catalog.Find("show-ts")!.Log);
        var seen = _plane.Observation.Packages["show"];
        Assert.Equal((null, 0L, "show-ts"), (seen.ActiveSource, Assert.Single(seen.IngressBytes), Assert.Single(seen.Egress).Key));
    }

    private PublisherLease Attach(string channel)
    {
        Assert.Null(_hub.TryAttach($"live/{channel}", Remote, out var lease));
        return lease!;
    }

    private static ChannelPlan Channel(string id) => new() { Id = id, Input = new RtmpInputPlan { StreamName = $"live/{id}" } };

    private static PlatformPlan Of(params ChannelPlan[] channels) => new()
    {
        Channels = [.. channels],
        Endpoints = [.. channels.Select(channel => new EndpointPlan { Id = $"{channel.Id}-ts", ChannelId = channel.Id, Package = PackageKind.HlsTs })],
    };
}
