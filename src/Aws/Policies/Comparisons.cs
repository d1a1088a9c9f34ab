using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Headwater.Aws.Policies;

/// <summary>Compares values; what cannot be read as its type fits nothing.</summary>
internal static class Comparisons
{
    /// <summary>Whether a value fits.</summary>
    /// <param name="comparison">How.</param>
    /// <param name="known">The key's value.</param>
    /// <param name="pattern">The policy's.</param>
    public static bool Fits(Comparison comparison, string known, Pattern pattern) => comparison switch
    {
        Comparison.StringEquals or Comparison.BinaryEquals => known == pattern.Text,
        Comparison.StringEqualsIgnoreCase => known.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase),
        Comparison.StringLike => pattern.Matches(known, ignoreCase: false),
        Comparison.ArnLike => pattern.MatchesArn(known),
        Comparison.Bool => known.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase),
        Comparison.IpAddress => IsInBlock(known, pattern.Text),
        >= Comparison.NumericEquals and <= Comparison.NumericGreaterThanEquals => Number(known) is { } one && Number(pattern.Text) is { } other
            && IsInOrder(comparison - Comparison.NumericEquals, one.CompareTo(other)),
        >= Comparison.DateEquals and <= Comparison.DateGreaterThanEquals => Date(known) is { } one && Date(pattern.Text) is { } other
            && IsInOrder(comparison - Comparison.DateEquals, one.CompareTo(other)),
        _ => throw new UnreachableException($"{comparison}"),
    };

    /// <summary>A moment as policies write it: ISO 8601, or whole seconds since 1970; null when it is neither.</summary>
    public static DateTimeOffset? Date(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) > 9_999)
        {
            return seconds is > -62_000_000_000 and < 253_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    // In the order in which both families of comparisons are declared: equal, less, not greater, greater, not less.
    private static bool IsInOrder(int comparison, int sign) => comparison switch
    {
        0 => sign == 0,
        1 => sign < 0,
        2 => sign <= 0,
        3 => sign > 0,
        4 => sign >= 0,
        _ => throw new UnreachableException(),
    };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsInBlock(string known, string block)
    {
        if (!IPAddress.TryParse(known, out var address))
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return block.Contains('/', StringComparison.Ordinal)
            ? TryReadBlock(block, out var network) && network.Contains(address)
            : IPAddress.TryParse(block, out var one) && one.Equals(address);
    }

    /// <summary>Also takes blocks with bits set behind the prefix, as AWS does.</summary>
    private static bool TryReadBlock(string block, out IPNetwork network)
    {
        network = default;
        var slash = block.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(block.AsSpan(0, slash), out var address) || !byte.TryParse(block.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        if (bits > bytes.Length * 8)
        {
            return false;
        }

        for (var bit = bits; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        network = new IPNetwork(new IPAddress(bytes), bits);
        return true;
    }
}
