namespace Headwater.Aws.Models;

/// <summary>What values a shape has.</summary>
public enum ShapeKind
{
    /// <summary>Named members.</summary>
    Structure,

    /// <summary>Values of one shape in order.</summary>
    List,

    /// <summary>Values of one shape by text.</summary>
    Map,

    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A binary fraction of 32 bits.</summary>
    Float,

    /// <summary>A binary fraction of 64 bits.</summary>
    Double,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>A moment.</summary>
    Timestamp,

    /// <summary>Any JSON.</summary>
    Document,
}
