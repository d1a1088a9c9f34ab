namespace Headwater.Formats.Nut;

/// <summary>The length of one tick in seconds, as a reduced fraction. Specification: NUT, time_base_num and time_base_denom.</summary>
/// <param name="Numerator">1 to 2³¹ − 1.</param>
/// <param name="Denominator">1 to 2³¹ − 1, prime to <paramref name="Numerator"/>.</param>
public readonly record struct NutTimeBase(uint Numerator, uint Denominator)
{
    /// <summary>Whether both terms are in range and have no common divisor.</summary>
    public bool IsValid => Numerator is > 0 and <= int.MaxValue && Denominator is > 0 and <= int.MaxValue && Gcd(Numerator, Denominator) == 1;

    /// <summary>Converts a time of this base to another, rounded towards minus infinity; saturates at 62 bits.</summary>
    /// <remarks>Specification: NUT, convert_ts.</remarks>
    internal long Convert(long ticks, NutTimeBase to)
    {
        var (quotient, remainder) = Int128.DivRem((Int128)ticks * Numerator * to.Denominator, (Int128)Denominator * to.Numerator);
        return (long)Int128.Clamp(remainder < 0 ? quotient - 1 : quotient, -NutSyntax.TicksBound, NutSyntax.TicksBound);
    }

    private static uint Gcd(uint a, uint b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
