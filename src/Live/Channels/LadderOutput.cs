using Headwater.Foundation;
using Headwater.Live.Alerts;
using Headwater.Live.Fragments;
using Headwater.Live.Transcoding;
using Headwater.Plans;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Channels;

/// <summary>Encodes the source's first video and first audio track into the ladder and writes the renditions into the log.</summary>
/// <remarks>An encoder runs from a session's first samples until the session pauses or breaks; then it is flushed before anything else is written.</remarks>
internal sealed partial class LadderOutput(
    string channel, LadderPlan ladder, ChannelLogWriter writer, ITranscoder transcoder, TimeProvider clock, ChannelAlerts alerts, ILogger logger) : IChannelOutput
{
    // How much media may arrive before the encoder starts without the kind of track that has not shown itself.
    private static readonly TimeSpan StartAllowance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FlushAllowance = TimeSpan.FromSeconds(5);
    private const int MostWaiting = 256;

    private const int MostWaitingBytes = 16 << 20;

    private readonly EncoderAlerts _alerts = new(alerts);
    private readonly List<MediaSample> _waiting = [];

    // A format is told once and holds for later sessions; which tracks are encoded is found anew in each.
    private readonly Dictionary<int, TrackFormat> _formats = [];
    private readonly HashSet<int> _leftOut = [];
    private long _waitingBytes;
    private int? _videoTrack;
    private int? _audioTrack;
    private bool _sourceChanged;
    private TranscodeSupervisor? _encoder;
    private Task _writing = Task.CompletedTask;

    private long _replacements;
    private volatile bool _recovering;

    public long EncoderReplacements => Volatile.Read(ref _replacements);

    public bool IsRecovering => _recovering;

    private TrackFormat? Video => _videoTrack is { } track ? _formats[track] : null;

    private TrackFormat? Audio => _audioTrack is { } track ? _formats[track] : null;

    public ValueTask ReadyAsync(CancellationToken cancellationToken) => _encoder?.WaitForRoomAsync(cancellationToken) ?? ValueTask.CompletedTask;

    public ValueTask FormatAsync(int track, TrackFormat format)
    {
        _formats[track] = format;
        _sourceChanged = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask SampleAsync(MediaSample sample)
    {
        if (IsEncoded(sample.Track))
        {
            Take(sample);
        }
        else if (_leftOut.Add(sample.Track))
        {
            alerts.Raise(LeftOut(sample.Track), $"source: {_formats[sample.Track].Kind} track {sample.Track} is left out: a ladder encodes the first track of a kind");
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DiscontinuityAsync()
    {
        await FinishAsync();
        await writer.DiscontinuityAsync(CancellationToken.None);
    }

    public async ValueTask PauseAsync()
    {
        await FinishAsync();
        (_videoTrack, _audioTrack) = (null, null);
        foreach (var track in _leftOut)
        {
            alerts.Clear(LeftOut(track));
        }

        _leftOut.Clear();
        await writer.FlushAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await FinishAsync();
        await writer.FlushAsync(CancellationToken.None);
    }

    private static (Type Owner, int Track) LeftOut(int track) => (typeof(LadderOutput), track);

    /// <summary>Whether a track is encoded: the first of its kind that shows itself in a session is.</summary>
    private bool IsEncoded(int track)
    {
        ref var chosen = ref _audioTrack;
        if (_formats[track].Kind == TrackKind.Video)
        {
            chosen = ref _videoTrack;
        }

        if (chosen is null)
        {
            chosen = track;
            _sourceChanged = true;
        }

        return chosen == track;
    }

    private void Take(MediaSample sample)
    {
        if (_encoder is null)
        {
            _waiting.Add(sample);
            _waitingBytes += sample.Payload.Length;
            if (ReadyToStart())
            {
                Start();
            }

            return;
        }

        if (_sourceChanged)
        {
            _sourceChanged = false;
            _encoder.ChangeSource(Sources());
        }

        _encoder.Write(Renumber(sample));
    }

    private bool ReadyToStart()
    {
        if (Video is not null && Audio is not null)
        {
            return true;
        }

        var (first, last) = (_waiting[0], _waiting[^1]);
        return _waiting.Count >= MostWaiting || _waitingBytes >= MostWaitingBytes
            || (first.Track == last.Track && TimeOf(last) - TimeOf(first) > StartAllowance);
    }

    private TimeSpan TimeOf(MediaSample sample) =>
        new MediaTime(sample.DecodeTicks, (sample.Track == _videoTrack ? Video : Audio)!.Timescale).ToTimeSpan();

    private void Start()
    {
        _sourceChanged = false;
        var job = new TranscodeJob
        {
            Name = channel,
            Sources = Sources(),
            Ladder = ladder,
            Start = MediaTime.FromTimeSpan(_waiting.Min(TimeOf), 90_000),
        };
        _encoder = new TranscodeSupervisor(transcoder, job, new TranscodeSupervision(), clock, Alert);
        _writing = WriteAsync(_encoder);
        foreach (var sample in _waiting)
        {
            _encoder.Write(Renumber(sample));
        }

        ClearWaiting();
    }

    private EquatableList<TrackFormat> Sources() => (Video, Audio) switch
    {
        ({ } video, { } audio) => [video, audio],
        ({ } video, null) => [video],
        (null, { } audio) => [audio],
        _ => [],
    };

    private MediaSample Renumber(MediaSample sample)
    {
        var index = sample.Track == _videoTrack || Video is null ? 0 : 1;
        return sample.Track == index ? sample : sample with { Track = index };
    }

    private async Task WriteAsync(TranscodeSupervisor encoder)
    {
        await foreach (var output in encoder.ReadAsync(CancellationToken.None))
        {
            try
            {
                await WriteAsync(output);
                alerts.Clear(new AlertKey(AlertKinds.OutputFailed, "encoder"));
            }
#pragma warning disable CA1031 // The loop's edge: an output that cannot be written is told and lost; not to read on would hold up the encoder and its source for ever.
            catch (Exception fault)
            {
                Log.NotWritten(logger, channel, fault);
                alerts.Raise(new AlertKey(AlertKinds.OutputFailed, "encoder"), $"encoder: its output cannot be written: {fault.Message}");
            }
#pragma warning restore CA1031
        }

        var exit = await encoder.Completion;
        if (exit.Reason == TranscoderExitReason.Failed)
        {
            Log.Gone(logger, channel, exit.Detail);
            alerts.Note(new AlertKey(AlertKinds.EncoderGone), $"encoder: gone: {exit.Detail}");
        }
    }

    private async ValueTask WriteAsync(TranscoderOutput output)
    {
        switch (output)
        {
            case OutputFormat format:
                await writer.SetFormatAsync(format.Output, Describe(format.Output), format.Format, CancellationToken.None);
                break;
            case OutputSample sample:
                _recovering = false;
                await writer.AddAsync(sample.Output, sample.Sample, CancellationToken.None);
                break;
        }
    }

    /// <summary>Lets the encoder finish, for at most 5 s, and writes what it gave. It has ended afterwards.</summary>
    private async ValueTask FinishAsync()
    {
        ClearWaiting();
        if (_encoder is not { } encoder)
        {
            return;
        }

        _encoder = null;
        try
        {
            await encoder.CompleteAsync(CancellationToken.None);
            await _writing.WaitAsync(FlushAllowance, clock);
        }
        catch (TimeoutException)
        {
            Log.NotFlushed(logger, channel);
            alerts.Note(new AlertKey(AlertKinds.EncoderGap), "encoder: did not flush within 5 s; what it still held is lost");
        }
        finally
        {
            await encoder.DisposeAsync();
            await _writing;
            _recovering = false;
            _alerts.End();
        }
    }

    private void ClearWaiting()
    {
        _waiting.Clear();
        _waitingBytes = 0;
    }

    private RenditionDescription Describe(int output)
    {
        if (output < ladder.Video.Count)
        {
            var video = ladder.Video[output];
            return new RenditionDescription(video.Name, video.MaximumBitsPerSecond ?? video.BitsPerSecond, "und", ladder.GopDuration);
        }

        var audio = ladder.Audio[output - ladder.Video.Count];
        return new RenditionDescription(audio.Name, audio.BitsPerSecond, audio.Language, TimeSpan.Zero);
    }

    private void Alert(TranscodeAlert alert)
    {
        Log.Alert(logger, channel, alert);
        if (alert is EncoderReplaced)
        {
            _recovering = true;
            Interlocked.Increment(ref _replacements);
        }

        _alerts.Take(alert);
    }

    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Warning, "{Channel}: encoder: {Alert}")]
        public static partial void Alert(ILogger logger, string channel, TranscodeAlert alert);

        [LoggerMessage(3302, LogLevel.Error, "{Channel}: the encoder's output could not be written")]
        public static partial void NotWritten(ILogger logger, string channel, Exception fault);

        [LoggerMessage(3303, LogLevel.Error, "{Channel}: the encoder is gone: {Detail}")]
        public static partial void Gone(ILogger logger, string channel, string detail);

        [LoggerMessage(3304, LogLevel.Warning, "{Channel}: the encoder did not flush within 5 s; what it still held is lost")]
        public static partial void NotFlushed(ILogger logger, string channel);
    }
}
