namespace Headwater.Formats.Codecs;

/// <summary>The bytes of a NAL unit without emulation prevention.</summary>
/// <remarks>Specification: ITU-T H.264, 7.3.1; ITU-T H.265, 7.3.1.1.</remarks>
internal static class Rbsp
{
    /// <summary>Longest parameter set that is looked into; longer ones are refused, so that hostile input costs little.</summary>
    public const int MaxLengthBytes = 65_535;

    /// <summary>Copies <paramref name="nal"/> without its emulation prevention bytes.</summary>
    /// <param name="nal">The NAL unit, at most as long as <paramref name="destination"/>.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> nal, Span<byte> destination)
    {
        var written = 0;
        var zeros = 0;
        foreach (var value in nal)
        {
            if (zeros >= 2 && value == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = value == 0 ? zeros + 1 : 0;
            destination[written++] = value;
        }

        return written;
    }
}
