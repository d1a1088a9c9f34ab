namespace Headwater.Formats.Flv;

/// <summary>What a packet of a tag carries.</summary>
public enum FlvPacketKind : byte
{
    /// <summary>Coded media: one access unit or audio frame.</summary>
    Samples = 0,

    /// <summary>The codec's configuration record, in the form that <see cref="Foundation.Codec"/> states.</summary>
    Configuration = 1,

    /// <summary>The track's sequence is over, or silence begins; no payload.</summary>
    End = 2,

    /// <summary>Script values in AMF 0, for example <c>colorInfo</c>.</summary>
    Metadata = 3,

    /// <summary>A configuration as a descriptor of an MPEG-2 transport stream.</summary>
    TransportStreamConfiguration = 4,

    /// <summary>Which speaker each channel is for: order, count, then a map or a mask.</summary>
    MultichannelConfiguration = 5,

    /// <summary>A command to a player, one byte: 0 a seek begins, 1 it has ended.</summary>
    Command = 6,
}
