using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>One encoding of the content. Specification: ISO/IEC 23009-1, 5.3.5.</summary>
public sealed record Representation
{
    /// <summary>Unique in the period; without white space.</summary>
    public required string Id { get; init; }

    /// <summary>Rate in bits per second that a channel needs when the minimum buffer is kept.</summary>
    public required long BitsPerSecond { get; init; }

    /// <summary>MIME type, or null when the adaptation set states it.</summary>
    public string? MimeType { get; init; }

    /// <summary>Codecs as RFC 6381, or null.</summary>
    public string? Codecs { get; init; }

    /// <summary>Picture width in pixels, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Picture height in pixels, or null.</summary>
    public int? Height { get; init; }

    /// <summary>Sample aspect ratio such as <c>1:1</c>, or null.</summary>
    public string? SampleAspectRatio { get; init; }

    /// <summary>Frame rate, or null.</summary>
    public FrameRate? FrameRate { get; init; }

    /// <summary>Sampling rate of the sound in Hz, or null.</summary>
    public int? AudioSamplingRate { get; init; }

    /// <summary>Channel layouts of the sound.</summary>
    public EquatableList<Descriptor> AudioChannelConfigurations { get; init; } = [];

    /// <summary>How the media is protected.</summary>
    public EquatableList<ContentProtection> ContentProtections { get; init; } = [];

    /// <summary>Properties that a player may use.</summary>
    public EquatableList<Descriptor> SupplementalProperties { get; init; } = [];

    /// <summary>Bases of relative URLs.</summary>
    public EquatableList<string> BaseUrls { get; init; } = [];

    /// <summary>Its segments, or null when the adaptation set states them.</summary>
    public SegmentTemplate? SegmentTemplate { get; init; }
}
