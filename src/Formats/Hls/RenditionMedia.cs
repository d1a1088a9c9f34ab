namespace Headwater.Formats.Hls;

/// <summary>One alternative rendition (EXT-X-MEDIA).</summary>
/// <remarks>Specification: RFC 8216bis, 4.4.6.1.</remarks>
public sealed record RenditionMedia
{
    /// <summary>What the rendition carries.</summary>
    public required RenditionType Type { get; init; }

    /// <summary>The group that variants refer to.</summary>
    public required string GroupId { get; init; }

    /// <summary>Name shown to people; unique in its group.</summary>
    public required string Name { get; init; }

    /// <summary>Language as RFC 5646, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Whether it plays when the user chose nothing.</summary>
    public bool Default { get; init; }

    /// <summary>Whether a player may choose it by the user's environment; must hold when <see cref="Default"/> does.</summary>
    public bool AutoSelect { get; init; }

    /// <summary>Whether it carries subtitles that are essential; only for subtitles.</summary>
    public bool Forced { get; init; }

    /// <summary>Caption channel such as <c>CC1</c> or <c>SERVICE1</c>; only and always for closed captions.</summary>
    public string? InstreamId { get; init; }

    /// <summary>Uniform type identifiers, comma-separated, or null.</summary>
    public string? Characteristics { get; init; }

    /// <summary>The CHANNELS attribute, such as <c>2</c> or <c>16/JOC</c>, or null.</summary>
    public string? Channels { get; init; }

    /// <summary>Its media playlist, or null when the variant itself carries it.</summary>
    public string? Uri { get; init; }
}
