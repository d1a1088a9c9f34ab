using Headwater.Foundation;
using Headwater.Live.Alerts;
using Headwater.Live.Fragments;
using Headwater.Live.Tests.Channels;
using Headwater.Log;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Fragments;

public sealed class ChannelLogWriterTests
{
    private const long Origin = 1_800_000_000L * 90_000;
    private static readonly RenditionDescription Video = new("video", 0, "und", TimeSpan.Zero);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Add_BeforeWhatTheLogHolds_IsDroppedAndCounted()
    {
        await using var log = await OpenAsync(new MemoryLogStorage());
        var first = Writer(log);
        await first.SetFormatAsync(0, Video, ChannelRig.Video, _cancel);
        await PicturesAsync(first, 0, 25);
        await first.FlushAsync(_cancel);

        var second = Writer(log);
        await second.SetFormatAsync(7, Video, ChannelRig.Video, _cancel);
        await PicturesAsync(second, 20, 30);
        await second.FlushAsync(_cancel);

        Assert.Equal(5, second.LateSamples);
        Assert.Equal(50 * 3_600, log.Snapshot.FindTrack("video")!.Fragments.Sum(fragment => fragment.DurationTicks));
    }

    [Fact]
    public async Task Add_WithoutAFormat_IsDropped()
    {
        await using var log = await OpenAsync(new MemoryLogStorage());

        await PicturesAsync(Writer(log), 0, 50);

        Assert.Empty(log.Snapshot.Tracks);
    }

    [Fact]
    public async Task Discontinuity_TwiceInARowOrBeforeAnything_IsOnceOrNever()
    {
        await using var log = await OpenAsync(new MemoryLogStorage());
        var writer = Writer(log);
        await writer.DiscontinuityAsync(_cancel);
        Assert.Equal(0, log.Snapshot.NextSequence);
        await writer.SetFormatAsync(0, Video, ChannelRig.Video, _cancel);
        await PicturesAsync(writer, 0, 25);

        await writer.DiscontinuityAsync(_cancel);
        await writer.DiscontinuityAsync(_cancel);
        await PicturesAsync(writer, 25, 25);
        await writer.FlushAsync(_cancel);

        Assert.Equal([0, 1], log.Snapshot.FindTrack("video")!.Fragments.Select(fragment => fragment.Discontinuities).Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Format_OfAnotherDecoder_IsADiscontinuityOnceForAllRenditions(bool declared)
    {
        var other = Video with { Name = "low" };
        await using var log = await OpenAsync(new MemoryLogStorage());
        var writer = Writer(log);
        await writer.SetFormatAsync(0, Video, ChannelRig.Video, _cancel);
        await writer.SetFormatAsync(1, other, ChannelRig.Video, _cancel);
        await PicturesAsync(writer, 0, 25);
        await PicturesAsync(writer, 0, 25, rendition: 1);

        if (declared)
        {
            await writer.DiscontinuityAsync(_cancel);
        }

        // The second rendition hears of it only when the first has gone on.
        await writer.SetFormatAsync(0, Video, ChannelRig.OtherVideo, _cancel);
        await PicturesAsync(writer, 25, 25);
        await writer.SetFormatAsync(1, other, ChannelRig.OtherVideo, _cancel);
        await PicturesAsync(writer, 25, 25, rendition: 1);
        await writer.FlushAsync(_cancel);

        Assert.All(["video", "low"], name => Assert.Equal([0, 1], log.Snapshot.FindTrack(name)!.Fragments.Select(fragment => fragment.Discontinuities).Distinct()));
        Assert.All(log.Snapshot.Tracks, track => Assert.All(track.Fragments, fragment => Assert.Equal(fragment.Generation, fragment.Discontinuities)));
    }

    [Fact]
    public async Task RandomAccessInterval_OfASteadySource_IsWrittenOnceAndNotOverADiscontinuity()
    {
        await using var log = await OpenAsync(new MemoryLogStorage());
        var writer = Writer(log);
        await writer.SetFormatAsync(0, Video, ChannelRig.Video, _cancel);
        await PicturesAsync(writer, 0, 100);
        await writer.DiscontinuityAsync(_cancel);
        await PicturesAsync(writer, 25 * 60, 100);
        await writer.FlushAsync(_cancel);

        var track = log.Snapshot.FindTrack("video")!;
        Assert.Equal([0L, 90_000], track.Configs.Select(entry => entry.Config.RandomAccessIntervalTicks));
    }

    [Fact]
    public async Task Timescale_ThatChanges_GoesOnUnderTheSameName()
    {
        await using var log = await OpenAsync(new MemoryLogStorage());
        var writer = Writer(log);
        var sound = new RenditionDescription("audio", 0, "und", TimeSpan.Zero);
        await writer.SetFormatAsync(0, sound, ChannelRig.Audio, _cancel);
        await SoundAsync(48_000, 0);
        await writer.DiscontinuityAsync(_cancel);
        await writer.SetFormatAsync(0, sound, ChannelRig.Audio with { Timescale = 44_100, Configuration = new byte[] { 0x12, 0x10 } }, _cancel);
        await SoundAsync(44_100, 2);
        await writer.FlushAsync(_cancel);

        var track = log.Snapshot.FindTrack("audio")!;
        Assert.Equal([48_000u, 44_100u], track.Configs.Select(entry => entry.Config.Timescale));
        Assert.Equal(0, writer.LateSamples);

        async Task SoundAsync(long rate, int second)
        {
            for (var frame = 0; frame < 40; frame++)
            {
                var ticks = ((1_800_000_000L + second) * rate) + (frame * 1024);
                await writer.AddAsync(0, new MediaSample { Track = 0, DecodeTicks = ticks, PresentationTicks = ticks, RandomAccess = true, Payload = new byte[4] }, _cancel);
            }
        }
    }

    [Fact]
    public async Task Storage_ThatIsFull_CostsWhatItDoesNotTakeAndTheWriterGoesOn()
    {
        var storage = new FullStorage();
        await using var log = await OpenAsync(storage);
        var writer = Writer(log);
        await writer.SetFormatAsync(0, Video, ChannelRig.Video, _cancel);
        await PicturesAsync(writer, 0, 50);
        storage.IsFull = true;
        await PicturesAsync(writer, 50, 50);
        storage.IsFull = false;
        await PicturesAsync(writer, 100, 50);
        await writer.FlushAsync(_cancel);

        Assert.InRange(writer.DroppedFragments, 3, 5);
        Assert.Equal(12 - writer.DroppedFragments, log.Snapshot.FindTrack("video")!.Fragments.Count);
        Assert.Equal(Origin + (150 * 3_600), log.Snapshot.FindTrack("video")!.Fragments[^1] is var last ? last.DecodeTicks + last.DurationTicks : 0);
    }

    private ValueTask<MediaLog> OpenAsync(ILogStorage storage) => MediaLog.OpenAsync(storage, new MediaLogOptions { RetentionFloor = TimeSpan.FromMinutes(10) }, _clock, cancellationToken: _cancel);

    private ChannelLogWriter Writer(MediaLog log) => new(log, TimeSpan.FromMilliseconds(500), "channel", new ChannelAlerts(_clock), new RecordingLogger());

    private async Task PicturesAsync(ChannelLogWriter writer, int from, int count, int? rendition = null)
    {
        for (var frame = from; frame < from + count; frame++)
        {
            var ticks = Origin + (frame * 3_600L);
            await writer.AddAsync(
                rendition ?? (writer.EndTicks(7) is null ? 0 : 7),
                new MediaSample { Track = 0, DecodeTicks = ticks, PresentationTicks = ticks, RandomAccess = frame % 25 == 0, Payload = new byte[100] },
                _cancel);
        }
    }
}
