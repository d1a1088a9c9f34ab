using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests.ControlPlane;

/// <summary>A channel of class STANDARD runs two pipelines, and what breaks in one of them is not seen by a player.</summary>
public sealed class TwoPipelinesTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    // Ten seconds of pictures: longer than a player's buffer of two-second segments holds.
    private const int Frames = 300;

    [Fact]
    public async Task Pipeline0_LosesItsEncoderAndThenItsPublisher_ViewerPlaysOn()
    {
        await using var stage = await Stage.BuildAsync("STANDARD");
        await stage.StartAsync();
        await using var first = Publishers.Camera(stage.Publish[0]);
        var encoder = await EncodersAsync(stage, 1);
        await using var second = Publishers.Camera(stage.Publish[1]);
        await EncodersAsync(stage, 2);
        await Eventually.TrueAsync(
            "the endpoint lists media",
            Deadline,
            async () => await PlatformProcess.TryGetAsync(stage.Url("stage-hls")) is { } text && HlsPlaylist.Read(text).Children is [var child, ..]
                && await PlatformProcess.TryGetAsync(stage.Url("stage-hls", child)) is { } media && HlsPlaylist.Read(media).Segments.Count(segment => !segment.Gap) >= 3,
            () => stage.Platform.Log);
        await using var viewer = await Viewer.OpenAsync(stage.Platform.PlayerUrl(stage.Url("stage-hls"), "hlsjs"), () => stage.Platform.Log);

        ChildProgram.Signal("KILL", encoder[0]);
        await viewer.ShowsMoreAsync(Frames, Deadline, () => stage.Platform.Log);
        await first.KillAsync();
        await viewer.ShowsMoreAsync(Frames, Deadline, () => stage.Platform.Log);

        Viewer.AssertUndisturbed(await viewer.CloseAsync(), () => stage.Platform.Log);
    }

    private static Task<IReadOnlyList<int>> EncodersAsync(Stage stage, int count) => Eventually.GetAsync(
        $"{count} encoders run",
        Deadline,
        () => Task.FromResult(ChildProgram.ChildrenOf(stage.Platform.ProcessId, "ffmpeg") is var running && running.Count == count ? running : null),
        () => stage.Platform.Log);
}
