using System.Buffers;
using Headwater.Formats.Nut;
using Headwater.Foundation;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Writes source samples as the NUT file that ffmpeg reads. One thread at a time.</summary>
internal sealed class SourceFeed
{
    private readonly FfmpegLayout _layout;
    private readonly EquatableList<TrackFormat> _sources;
    private readonly SourceTimes _times;
    private readonly ArrayBufferWriter<byte> _pending = new(64 << 10);
    private readonly NutWriter _writer;
    private readonly int _videoStream;
    private readonly int _audioStream;
    private bool _started;
    private int _sent;

    public SourceFeed(FfmpegLayout layout, EquatableList<TrackFormat> sources, SourceTimes times)
    {
        (_layout, _sources, _times) = (layout, sources, times);
        var streams = new List<NutStream>();
        _videoStream = Add(layout.VideoTrack);
        _audioStream = Add(layout.AudioTrack);
        _writer = new NutWriter(EquatableList.Create<NutStream>([.. streams]));
        _writer.WriteHeader(_pending);

        int Add(int? track)
        {
            if (track is { } index)
            {
                streams.Add(SourceStream.Of(sources[index]));
            }

            return streams.Count - 1;
        }
    }

    /// <summary>What ffmpeg has yet to be sent.</summary>
    public ReadOnlyMemory<byte> Pending => _pending.WrittenMemory[_sent..];

    /// <summary>Says that so many pending bytes are sent.</summary>
    public void Advance(int count)
    {
        _sent += count;
        if (_sent == _pending.WrittenCount)
        {
            _pending.ResetWrittenCount();
            _sent = 0;
        }
    }

    /// <summary>Adds a sample; false when there is nothing to send, because no output needs it or no picture can be decoded yet.</summary>
    public bool Write(MediaSample sample)
    {
        if (sample.Track == _layout.VideoTrack)
        {
            return WriteVideo(sample);
        }

        if (sample.Track != _layout.AudioTrack)
        {
            return false;
        }

        var ticks = _layout.Clock.ToSession(sample.PresentationTicks, _sources[sample.Track].Timescale);
        if (ticks < 0)
        {
            return false;
        }

        _writer.WriteFrame(_pending, _audioStream, ticks, true, sample.Payload.Span);
        return true;
    }

    private bool WriteVideo(MediaSample sample)
    {
        if (!_started && !sample.RandomAccess)
        {
            return false;
        }

        var absolute = new MediaTime(sample.PresentationTicks, _sources[sample.Track].Timescale).Rescale(SessionClock.VideoTimescale).Ticks;
        var ticks = _layout.Clock.ToSession(absolute, SessionClock.VideoTimescale);
        if (ticks <= _layout.Clock.Anchor)
        {
            return false;
        }

        if (!_started)
        {
            _started = true;
            _writer.WriteFrame(_pending, _videoStream, _layout.Clock.Anchor, true, sample.Payload.Span);
        }

        _times.Add(ticks);
        _writer.WriteFrame(_pending, _videoStream, ticks, sample.RandomAccess, sample.Payload.Span);
        return true;
    }
}
