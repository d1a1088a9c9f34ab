using Headwater.Foundation;

namespace Headwater.Formats.Mp4;

/// <summary>A track as a movie header describes it.</summary>
public sealed record Mp4Track
{
    /// <summary>track_ID.</summary>
    public required uint TrackId { get; init; }

    /// <summary>Handler: <c>vide</c>, <c>soun</c>, <c>text</c> …</summary>
    public required FourCc Handler { get; init; }

    /// <summary>Type of the first sample entry, such as <c>avc1</c>; of the original one when the track is encrypted.</summary>
    public required FourCc SampleEntry { get; init; }

    /// <summary>Whether the sample entry says that samples are encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Ticks per second of sample times; greater than zero.</summary>
    public required uint Timescale { get; init; }

    /// <summary>The format in this platform's words; null when the codec is not known or its configuration is missing.</summary>
    public TrackFormat? Format { get; init; }

    /// <summary>Language: RFC 5646 where the file has it, else three letters; <c>und</c> when not told.</summary>
    public string Language { get; init; } = "und";

    /// <summary>Width in luma samples by the sample entry; 0 for sound.</summary>
    public int Width { get; init; }

    /// <summary>Height in luma samples by the sample entry; 0 for sound.</summary>
    public int Height { get; init; }

    /// <summary>Channels by the sample entry; 0 for pictures. The configuration knows better.</summary>
    public int Channels { get; init; }

    /// <summary>Sampling rate by the sample entry in Hz; 0 for pictures. The configuration knows better.</summary>
    public int SampleRate { get; init; }

    /// <summary>Average rate in bits per second by the bit rate box; 0 when not told.</summary>
    public uint BitsPerSecond { get; init; }

    /// <summary>What fragments need not say; hand it to <see cref="CmafChunkReader"/>.</summary>
    public SampleDefaults Defaults { get; init; }

    /// <summary>Composition time at which presentation begins, by the first edit that is not empty; 0 without edits.</summary>
    public long EditStartTicks { get; init; }
}
