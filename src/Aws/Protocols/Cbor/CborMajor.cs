namespace Headwater.Aws.Protocols.Cbor;

/// <summary>The major types of CBOR. RFC 8949, 3.1.</summary>
internal enum CborMajor
{
    /// <summary>A whole number from zero up.</summary>
    Unsigned,

    /// <summary>A whole number below zero.</summary>
    Negative,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Items in order.</summary>
    Array,

    /// <summary>Pairs of items.</summary>
    Map,

    /// <summary>An item with a meaning.</summary>
    Tag,

    /// <summary>Simple values and binary fractions.</summary>
    Simple,
}
