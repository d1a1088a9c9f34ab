namespace Headwater.Formats.Codecs;

/// <summary>Where an AudioSpecificConfig says that spectral band replication is used.</summary>
/// <remarks>Specification: ISO/IEC 14496-3, 1.6.5.</remarks>
public enum AacExtensionSignalling
{
    /// <summary>Nowhere: none, or implicit in the frames.</summary>
    None,

    /// <summary>In front, by the object type, so that old decoders refuse the stream.</summary>
    Hierarchical,

    /// <summary>Behind the core's config, so that old decoders play the core.</summary>
    Trailing,
}
