namespace Headwater.Formats.Codecs;

/// <summary>Width to height of one luma sample; both parts are greater than zero.</summary>
/// <param name="Width">Horizontal part.</param>
/// <param name="Height">Vertical part.</param>
public readonly record struct SampleAspectRatio(uint Width, uint Height)
{
    /// <summary>One to one.</summary>
    public static readonly SampleAspectRatio Square = new(1, 1);

    /// <summary>The ratio an aspect_ratio_idc names, or null for unspecified and reserved values.</summary>
    /// <remarks>Specification: ITU-T H.264, table E-1; ITU-T H.265, table E.1.</remarks>
    internal static SampleAspectRatio? FromIdc(uint idc) => idc switch
    {
        1 => new(1, 1),
        2 => new(12, 11),
        3 => new(10, 11),
        4 => new(16, 11),
        5 => new(40, 33),
        6 => new(24, 11),
        7 => new(20, 11),
        8 => new(32, 11),
        9 => new(80, 33),
        10 => new(18, 11),
        11 => new(15, 11),
        12 => new(64, 33),
        13 => new(160, 99),
        14 => new(4, 3),
        15 => new(3, 2),
        16 => new(2, 1),
        _ => null,
    };

    internal static SampleAspectRatio? From(uint width, uint height) => width == 0 || height == 0 ? null : new(width, height);
}
