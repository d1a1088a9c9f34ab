namespace Headwater.Foundation;

/// <summary>One coded sample of one track: an access unit of video or a frame of audio, in decode order.</summary>
/// <remarks>The unit in which media moves between sessions, timeline, transcoder and fragmenter. Immutable; <see cref="Payload"/> is owned by whoever holds the sample.</remarks>
public sealed record MediaSample
{
    /// <summary>Which track, by position in its source's or encoder's list of tracks, from 0.</summary>
    public required int Track { get; init; }

    /// <summary>Decode time in ticks of the track's clock.</summary>
    public required long DecodeTicks { get; init; }

    /// <summary>Presentation time in ticks of the track's clock. In a fragment never before <see cref="DecodeTicks"/>.</summary>
    public required long PresentationTicks { get; init; }

    /// <summary>How long the sample is shown, in ticks; 0 when only the next sample tells.</summary>
    public long DurationTicks { get; init; }

    /// <summary>Whether decoding may start here (IDR picture; every audio frame).</summary>
    public required bool RandomAccess { get; init; }

    /// <summary>The coded bytes in the form that <see cref="Codec"/> states for the codec.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
