using System.Net;
using Headwater.Foundation;
using Headwater.Live.Channels;
using Headwater.Live.Tests.Sessions;
using Headwater.Live.Tests.Transcoding;
using Headwater.Live.Timeline;
using Headwater.Log;
using Headwater.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Channels;

/// <summary>One channel over a log in memory, encoders that echo, and a clock that the test drives.</summary>
internal sealed class ChannelRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly IPEndPoint Remote = new(IPAddress.Loopback, 40_000);

    public static readonly TrackFormat Video = new(TrackKind.Video, Codec.H264, 90_000, Publisher.Avc);
    public static readonly TrackFormat OtherVideo = new(TrackKind.Video, Codec.H264, 90_000, Publisher.OtherAvc);
    public static readonly TrackFormat Audio = new(TrackKind.Audio, Codec.Aac, 48_000, Publisher.Aac);

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    private ChannelRig(ChannelPlan plan, MediaLog log, FakeTimeProvider clock)
    {
        (Plan, Log, Clock) = (plan, log, clock);
        Channel = new ChannelPipeline(plan, log, Transcoder, clock, Logger);
        Hub.Publish([Channel]);
    }

    public ChannelPlan Plan { get; }

    public MediaLog Log { get; }

    public FakeTimeProvider Clock { get; }

    public FakeTranscoder Transcoder { get; } = new() { RealFormats = true };

    public RecordingLogger Logger { get; } = new();

    public ChannelHub Hub { get; } = new();

    public ChannelPipeline Channel { get; }

    public CancellationToken Deadline => _deadline.Token;

    public static ChannelPlan Passthrough { get; } = new() { Id = "channel", Input = new RtmpInputPlan { StreamName = "live/camera" } };

    public static ChannelPlan Ladder { get; } = Passthrough with { Ladder = Source.Ladder };

    public static async Task<ChannelRig> OpenAsync(ChannelPlan? plan = null, ILogStorage? storage = null, FakeTimeProvider? clock = null, MediaLogOptions? options = null)
    {
        clock ??= new FakeTimeProvider(Start);
        return new ChannelRig(plan ?? Passthrough, await MediaLog.OpenAsync(storage ?? new MemoryLogStorage(), options ?? new MediaLogOptions(), clock), clock);
    }

    public PublisherLease Attach()
    {
        Assert.Null(Hub.TryAttach(Plan.Input.StreamName, Remote, out var lease));
        return lease!;
    }

    public async Task<PublisherLease> BeginAsync(params (int Track, TrackFormat Format)[] tracks)
    {
        var lease = Attach();
        await lease.BeginAsync(SourceClock.Rtmp, Deadline);
        foreach (var (track, format) in tracks)
        {
            await lease.SetFormatAsync(track, format, format.Kind == TrackKind.Audio ? 1024 : 0, Deadline);
        }

        return lease;
    }

    public static SourceSample Picture(int track, long milliseconds, bool key, int bytes = 20) =>
        new() { Track = track, RawDecode = milliseconds, RandomAccess = key, Payload = new byte[bytes] };

    public static SourceSample Sound(int track, long milliseconds) => new() { Track = track, RawDecode = milliseconds, RandomAccess = true, Payload = new byte[] { 0x21, 0, 3 } };

    /// <summary>Pictures at 25 a second, a random access point each second, as time passes; sound beside them when a track is given.</summary>
    public async Task PlayAsync(PublisherLease lease, int pictures, int? video = 0, int? audio = null, int from = 0, int bytes = 20)
    {
        for (var frame = from; frame < from + pictures; frame++)
        {
            if (video is { } track)
            {
                await lease.PushAsync(Picture(track, frame * 40, frame % 25 == 0, bytes), Deadline);
            }

            if (audio is { } sound)
            {
                // 48,000 Hz in frames of 1,024: those that begin within these 40 ms.
                for (var index = ((frame * 40L * 48) + 1023) / 1024; index * 1024 < (frame + 1) * 40L * 48; index++)
                {
                    await lease.PushAsync(Sound(sound, index * 1024 / 48), Deadline);
                }
            }

            Clock.Advance(TimeSpan.FromMilliseconds(40));
        }
    }

    public TrackSnapshot Track(string name) => Log.Snapshot.FindTrack(name) ?? throw new InvalidOperationException($"no track {name}");

    /// <summary>Lets other tasks run, without time passing, until a condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Deadline.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Lets time pass in small steps until something is done.</summary>
    public async Task AdvanceUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Deadline.ThrowIfCancellationRequested();
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            await SupervisorRig.SettleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var closing = Channel.DisposeAsync().AsTask();
        while (!closing.IsCompleted && !_deadline.IsCancellationRequested)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            await SupervisorRig.SettleAsync();
        }

        await closing.WaitAsync(TimeSpan.FromMinutes(1));
        await Log.DisposeAsync();
        _deadline.Dispose();
    }
}
