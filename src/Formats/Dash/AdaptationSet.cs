using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>Representations of the same content, between which a player may switch. Specification: ISO/IEC 23009-1, 5.3.3.</summary>
public sealed record AdaptationSet
{
    /// <summary>Identifier; unique in the period and kept through updates.</summary>
    public long? Id { get; init; }

    /// <summary><c>video</c>, <c>audio</c>, <c>text</c> or <c>image</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>MIME type such as <c>video/mp4</c>.</summary>
    public string? MimeType { get; init; }

    /// <summary>Language as RFC 5646, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Codecs common to all representations, or null.</summary>
    public string? Codecs { get; init; }

    /// <summary>Whether segments of all representations start at the same times.</summary>
    public bool SegmentAlignment { get; init; }

    /// <summary>Type of stream access point that each segment starts with, 0 to 6, or null.</summary>
    public int? StartWithSap { get; init; }

    /// <summary>Picture aspect ratio such as <c>16:9</c>, or null.</summary>
    public string? PictureAspectRatio { get; init; }

    /// <summary>Widest picture, or null.</summary>
    public int? MaxWidth { get; init; }

    /// <summary>Highest picture, or null.</summary>
    public int? MaxHeight { get; init; }

    /// <summary>Highest frame rate, or null.</summary>
    public FrameRate? MaxFrameRate { get; init; }

    /// <summary>Text for people, or null.</summary>
    public string? Label { get; init; }

    /// <summary>Channel layouts common to all representations.</summary>
    public EquatableList<Descriptor> AudioChannelConfigurations { get; init; } = [];

    /// <summary>How the media is protected.</summary>
    public EquatableList<ContentProtection> ContentProtections { get; init; } = [];

    /// <summary>Properties that a player must understand to use the set.</summary>
    public EquatableList<Descriptor> EssentialProperties { get; init; } = [];

    /// <summary>Properties that a player may use.</summary>
    public EquatableList<Descriptor> SupplementalProperties { get; init; } = [];

    /// <summary>Schemes of the events in the segments.</summary>
    public EquatableList<Descriptor> InbandEventStreams { get; init; } = [];

    /// <summary>Ties to the wall clock.</summary>
    public EquatableList<ProducerReferenceTime> ProducerReferenceTimes { get; init; } = [];

    /// <summary>What the set does for people with disabilities.</summary>
    public EquatableList<Descriptor> Accessibilities { get; init; } = [];

    /// <summary>Its roles, such as <c>main</c>.</summary>
    public EquatableList<Descriptor> Roles { get; init; } = [];

    /// <summary>The segments of all representations, or null when each has its own.</summary>
    public SegmentTemplate? SegmentTemplate { get; init; }

    /// <summary>The representations, by ascending bandwidth.</summary>
    public EquatableList<Representation> Representations { get; init; } = [];
}
