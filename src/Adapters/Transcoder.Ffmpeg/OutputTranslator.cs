using Headwater.Formats.Nut;
using Headwater.Foundation;
using Headwater.Live.Transcoding;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Turns one output's NUT elements into samples of the platform. One thread at a time.</summary>
internal sealed class OutputTranslator(FfmpegOutput output, SessionClock clock, SourceTimes sourceTimes)
{
    private Codec _codec;
    private int _delay;
    private NutTimeBase _timeBase;
    private bool _showing;
    private SortedSet<long>? _decodeTimes;

    /// <summary>What an element gives, or null when nothing.</summary>
    /// <exception cref="InvalidDataException">The encoder gave what it was not asked for.</exception>
    public TranscoderOutput? Translate(NutElement element) => element switch
    {
        NutHeader { Streams: [var stream] } => Format(stream),
        NutFrame { Data.IsEmpty: false } frame => Sample(frame),
        NutFrame => null,
        _ => throw new InvalidDataException("an output is not one elementary stream"),
    };

    private OutputFormat Format(NutStream stream)
    {
        _codec = output.Video?.Rendition.Codec ?? Codec.Aac;

        // Interop: libx265 does not tell its delay to ffmpeg.
        _delay = _codec == Codec.H265 ? Math.Max(stream.DecodeDelay, ConfigurationRecords.HevcReorder(stream.CodecData.Span)) : stream.DecodeDelay;
        _timeBase = stream.TimeBase;
        var configuration = _codec switch
        {
            Codec.H264 => ConfigurationRecords.Avc(stream.CodecData.Span),
            Codec.H265 => ConfigurationRecords.Hevc(stream.CodecData.Span),
            _ => stream.CodecData.ToArray(),
        };
        if (configuration is not { Length: > 0 })
        {
            throw new InvalidDataException("an encoder gave no parameter sets");
        }

        return new OutputFormat(output.Index, new TrackFormat(output.Video is null ? TrackKind.Audio : TrackKind.Video, _codec, output.Timescale, configuration));
    }

    private OutputSample? Sample(NutFrame frame)
    {
        var ticks = Int128.DivRem(((Int128)frame.PresentationTicks * _timeBase.Numerator * output.Timescale * 2) + _timeBase.Denominator, (Int128)_timeBase.Denominator * 2).Quotient;
        var presentation = (long)ticks;
        _showing |= frame.Key && presentation >= output.Threshold;
        if (!_showing)
        {
            return null;
        }

        return new OutputSample(output.Index, new MediaSample
        {
            Track = output.Index,
            DecodeTicks = clock.ToAbsolute(DecodeTime(presentation), output.Timescale),
            PresentationTicks = clock.ToAbsolute(presentation, output.Timescale),
            DurationTicks = output.Audio is null ? 0 : AudioOutput.FrameSamples,
            RandomAccess = frame.Key,
            Payload = _codec is Codec.H264 or Codec.H265 ? AnnexB.ToLengthPrefixed(frame.Data.Span, _codec == Codec.H265) : frame.Data,
        });
    }

    /// <summary>NUT tells only presentation times: those of a decoder that holds a number of frames come out in order, each that number of frames later.</summary>
    private long DecodeTime(long presentation)
    {
        if (_delay == 0)
        {
            return presentation;
        }

        _decodeTimes ??= [.. sourceTimes.Before(presentation, _delay)];
        _decodeTimes.Add(presentation);
        var decode = _decodeTimes.Min;
        _decodeTimes.Remove(decode);
        return decode;
    }
}
