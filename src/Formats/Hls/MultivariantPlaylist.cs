using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>A playlist of playlists: the renditions and variants of one presentation. Immutable.</summary>
/// <remarks>Specification: RFC 8216bis, 4.4.6.</remarks>
public sealed record MultivariantPlaylist
{
    /// <summary>Protocol version to declare; null declares the lowest that the tags need (<see cref="ProtocolVersion"/>).</summary>
    public int? Version { get; init; }

    /// <summary>Whether every segment of every playlist decodes without another (EXT-X-INDEPENDENT-SEGMENTS).</summary>
    public bool IndependentSegments { get; init; }

    /// <summary>Where a player should start, or null.</summary>
    public StartPoint? Start { get; init; }

    /// <summary>Keys that a player may fetch ahead (EXT-X-SESSION-KEY).</summary>
    public EquatableList<EncryptionKey> SessionKeys { get; init; } = [];

    /// <summary>Alternative renditions in the order to be shown (EXT-X-MEDIA).</summary>
    public EquatableList<RenditionMedia> Media { get; init; } = [];

    /// <summary>Variants; the first is the one a player starts with (EXT-X-STREAM-INF).</summary>
    public EquatableList<StreamInf> Variants { get; init; } = [];

    /// <summary>I-frame variants for trick play (EXT-X-I-FRAME-STREAM-INF).</summary>
    public EquatableList<IFrameStreamInf> IFrameVariants { get; init; } = [];

    /// <summary>Whole lines of other tags, each starting with '#', written before the renditions.</summary>
    public EquatableList<string> OtherTags { get; init; } = [];
}
