namespace Headwater.Formats.Flv;

/// <summary>What a tag of an FLV file carries; other values are kept as they are. Specification: FLV 10.1, E.4.1.</summary>
public enum FlvTagType : byte
{
    /// <summary>Audio.</summary>
    Audio = 8,

    /// <summary>Video.</summary>
    Video = 9,

    /// <summary>Script values in AMF 3. Specification: Enhanced RTMP v2, "Enabling AMF3 in FLV".</summary>
    ScriptAmf3 = 15,

    /// <summary>Script values in AMF 0.</summary>
    Script = 18,
}
