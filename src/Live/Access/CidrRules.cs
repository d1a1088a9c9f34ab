using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Headwater.Foundation;

namespace Headwater.Live.Access;

/// <summary>Which addresses are admitted, as CIDR blocks. Immutable.</summary>
/// <remarks>An IPv4 address and the IPv6 address that maps it (<c>::ffff:0:0/96</c>, RFC 4291, 2.5.5.2) are one and the same here, in rules and in callers.</remarks>
public sealed class CidrRules
{
    /// <summary>Admits nobody.</summary>
    public static readonly CidrRules None = new([]);

    private const int MappedPrefixBits = 96;

    private readonly ImmutableArray<IPNetwork> _networks;

    private CidrRules(ImmutableArray<IPNetwork> networks) => _networks = networks;

    /// <summary>Reads CIDR blocks such as <c>203.0.113.0/24</c> or <c>2001:db8::/32</c>.</summary>
    /// <param name="blocks">The blocks; none admit nobody.</param>
    /// <param name="rules">The rules when all blocks are good, else <see cref="None"/>.</param>
    /// <param name="diagnostics">One sentence for every block that is not, in order; names the block and how to mend it.</param>
    /// <returns>Whether all blocks are good. Bits set beyond a prefix are refused, because they mean that the block is not what its author thinks.</returns>
    public static bool TryParse(IEnumerable<string> blocks, out CidrRules rules, out EquatableList<string> diagnostics)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        var faults = new List<string>();
        foreach (var block in blocks)
        {
            if (Fault(block, out var network) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                networks.Add(network);
            }
        }

        diagnostics = [.. faults];
        rules = faults.Count == 0 && networks.Count > 0 ? new CidrRules(networks.ToImmutable()) : None;
        return faults.Count == 0;
    }

    /// <summary>Whether a block holds <paramref name="address"/>. A scope id is not looked at.</summary>
    public bool Admits(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Fault(string block, out IPNetwork network)
    {
        network = default;
        var slash = block.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return IPAddress.TryParse(block, out var alone)
                ? $"\"{block}\" has no prefix length: write \"{block}/{(alone.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}\" for this one address."
                : $"\"{block}\" is not a CIDR block: write an address, a slash and a prefix length, such as \"203.0.113.0/24\".";
        }

        if (!IPAddress.TryParse(block.AsSpan(0, slash), out var address) || IsAmbiguous(address, block.AsSpan(0, slash)))
        {
            return $"\"{block}\" does not begin with an IPv4 or IPv6 address in full, such as \"203.0.113.0/24\".";
        }

        var most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (!TryReadPrefix(block.AsSpan(slash + 1), most, out var prefixBits))
        {
            return $"\"{block}\" needs a prefix length of 0 to {most} after the slash.";
        }

        var first = Masked(address, prefixBits);
        if (!first.Equals(address))
        {
            return $"\"{block}\" has bits set beyond its prefix: write \"{first}/{prefixBits}\" for the whole block.";
        }

        network = address.IsIPv4MappedToIPv6 && prefixBits >= MappedPrefixBits
            ? new IPNetwork(address.MapToIPv4(), prefixBits - MappedPrefixBits)
            : new IPNetwork(address, prefixBits);
        return null;
    }

    /// <summary>The old short and octal spellings (<c>10.1</c>, <c>010.0.0.0</c>) mean different addresses to different readers; a scope belongs to one machine.</summary>
    private static bool IsAmbiguous(IPAddress address, ReadOnlySpan<char> text) =>
        address.AddressFamily == AddressFamily.InterNetwork ? !text.SequenceEqual(address.ToString()) : text.ContainsAny('%', '[');

    private static bool TryReadPrefix(ReadOnlySpan<char> text, int most, out int prefixBits)
    {
        prefixBits = 0;
        return text.Length is > 0 and <= 3 && !text.ContainsAnyExceptInRange('0', '9')
            && (text.Length == 1 || text[0] != '0') && int.TryParse(text, out prefixBits) && prefixBits <= most;
    }

    private static IPAddress Masked(IPAddress address, int prefixBits)
    {
        var bytes = address.GetAddressBytes();
        for (var index = 0; index < bytes.Length; index++)
        {
            var kept = Math.Clamp(prefixBits - (8 * index), 0, 8);
            bytes[index] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
