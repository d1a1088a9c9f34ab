using Headwater.Foundation;

namespace Headwater.Log;

/// <summary>Sets up one track: everything a view needs to describe it and a decoder to start it. A later one of the same track replaces it from there on.</summary>
public sealed record TrackConfig : LogRecord
{
    /// <summary>The track's number in this log, from 1.</summary>
    public required int Track { get; init; }

    /// <summary>Pictures, sound or text.</summary>
    public required TrackKind Kind { get; init; }

    /// <summary>The codec.</summary>
    public required Codec Codec { get; init; }

    /// <summary>The rendition's name, unique in the log: <c>[A-Za-z0-9_-]{1,64}</c>; stable across restarts, part of URLs.</summary>
    public required string Name { get; init; }

    /// <summary>Ticks per second of every time of this track.</summary>
    public required uint Timescale { get; init; }

    /// <summary>The codecs parameter of RFC 6381, such as <c>avc1.64001f</c>.</summary>
    public required string CodecString { get; init; }

    /// <summary>Declared peak rate of the track in bits per second; 0 when unknown.</summary>
    public int BitsPerSecond { get; init; }

    /// <summary>Width of the picture in luma samples; 0 for sound.</summary>
    public int Width { get; init; }

    /// <summary>Height of the picture in luma samples; 0 for sound.</summary>
    public int Height { get; init; }

    /// <summary>Usual duration of one sample in ticks; 0 when unknown or variable.</summary>
    public long SampleDurationTicks { get; init; }

    /// <summary>Usual distance of random access points in ticks; 0 when every sample is one or the distance is unknown.</summary>
    public long RandomAccessIntervalTicks { get; init; }

    /// <summary>Sampling rate of the sound in Hz; 0 for pictures.</summary>
    public int SampleRate { get; init; }

    /// <summary>Channels of the sound; 0 for pictures.</summary>
    public int Channels { get; init; }

    /// <summary>Language as RFC 5646; <c>und</c> when unknown.</summary>
    public string Language { get; init; } = "und";

    /// <summary>The CMAF header: one <c>ftyp</c> and one <c>moov</c> box. Specification: ISO/IEC 23000-19, 7.3.1.</summary>
    public required ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>Equal when every member is, the header byte by byte: appending an equal one changes nothing.</summary>
    public bool Equals(TrackConfig? other) =>
        other is not null && Track == other.Track && Kind == other.Kind && Codec == other.Codec && Name == other.Name
        && Timescale == other.Timescale && CodecString == other.CodecString && BitsPerSecond == other.BitsPerSecond
        && Width == other.Width && Height == other.Height && SampleDurationTicks == other.SampleDurationTicks
        && RandomAccessIntervalTicks == other.RandomAccessIntervalTicks && SampleRate == other.SampleRate
        && Channels == other.Channels && Language == other.Language && Header.Span.SequenceEqual(other.Header.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Track, Name, CodecString, Width, Height, Header.Length);
}
