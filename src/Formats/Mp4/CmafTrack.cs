using Headwater.Foundation;

namespace Headwater.Formats.Mp4;

/// <summary>What a header says of its one track; sizes and rates come from the configuration itself.</summary>
public sealed record CmafTrack
{
    /// <summary>track_ID, greater than zero.</summary>
    public required int TrackId { get; init; }

    /// <summary>Codec, timescale and configuration.</summary>
    public required TrackFormat Format { get; init; }

    /// <summary>Language as RFC 5646; default <c>und</c>, undetermined.</summary>
    public string Language { get; init; } = "und";

    /// <summary>Rate in bits per second for the bit rate box; 0 leaves the box out.</summary>
    public int BitsPerSecond { get; init; }
}
