namespace Headwater.Formats.Codecs;

/// <summary>The sampling frequencies AAC has an index for.</summary>
/// <remarks>Specification: ISO/IEC 14496-3, table 1.18.</remarks>
internal static class AacSampleRates
{
    /// <summary>The index that says the rate follows in 24 bits.</summary>
    public const int Escape = 15;

    private static ReadOnlySpan<int> Rates => [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

    /// <summary>The rate of an index in Hz; 0 for reserved ones.</summary>
    public static int Of(uint index) => index < Rates.Length ? Rates[(int)index] : 0;

    /// <summary>The index of a rate, or <see cref="Escape"/>.</summary>
    public static int IndexOf(int sampleRate) => Rates.IndexOf(sampleRate) is var index and >= 0 ? index : Escape;
}
