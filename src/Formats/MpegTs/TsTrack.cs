using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>One elementary stream to be written. Immutable.</summary>
public sealed class TsTrack
{
    private TsTrack(TsStreamType type, ElementaryStreamFormat format, string? language)
    {
        StreamType = type;
        Format = format;
        Language = language;
    }

    /// <summary>How the programme map names it.</summary>
    public TsStreamType StreamType { get; }

    /// <summary>Language as ISO 639-2, three letters, or null.</summary>
    public string? Language { get; }

    /// <summary>Whether it carries pictures.</summary>
    public bool IsVideo => StreamType is TsStreamType.H264 or TsStreamType.H265;

    /// <summary>How its samples become PES payload.</summary>
    internal ElementaryStreamFormat Format { get; }

    /// <summary>A stream of timed ID3 tags; each sample is one tag.</summary>
    public static TsTrack ForId3() => new(TsStreamType.Metadata, new WholeSamples(), null);

    /// <summary>
    /// A stream of that format's samples, or null when a transport stream as HLS plays it cannot carry the codec or the
    /// configuration cannot be read: H.264, H.265, AAC that ADTS can express, AC-3, E-AC-3 and MP3 can be carried.
    /// </summary>
    /// <param name="format">Its timescale does not matter: samples are written with times in ticks of 1/90000 s.</param>
    /// <param name="language">Three letters of ISO 639-2; anything else is not written.</param>
    public static TsTrack? ForFormat(TrackFormat format, string? language = null)
    {
        language = language is { Length: 3 } && language.All(char.IsAsciiLetter) ? language : null;
        return format.Codec switch
        {
            Codec.H264 => Create(TsStreamType.H264, NalSamples.FromAvcConfiguration(format.Configuration.Span), language),
            Codec.H265 => Create(TsStreamType.H265, NalSamples.FromHevcConfiguration(format.Configuration.Span), language),
            Codec.Aac => Create(TsStreamType.AdtsAac, AdtsSamples.FromConfiguration(format.Configuration.Span), language),
            Codec.Ac3 => Create(TsStreamType.Ac3, new WholeSamples(), language),
            Codec.Eac3 => Create(TsStreamType.Eac3, new WholeSamples(), language),
            Codec.Mp3 => Create(TsStreamType.Mpeg1Audio, new WholeSamples(), language),
            _ => null,
        };
    }

    private static TsTrack? Create(TsStreamType type, ElementaryStreamFormat? format, string? language) =>
        format is null ? null : new TsTrack(type, format, language);
}
