using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>IPv4 blocks of input security groups.</summary>
/// <remarks>Specification: RFC 4632, 3.1. Bits beyond the prefix are allowed and mean nothing; parts with leading zeros, which some take for octal, are refused.</remarks>
internal static class Cidr
{
    /// <summary>The block with the bits beyond its prefix at zero, or null when it is none.</summary>
    public static string? Normal(string? text)
    {
        if (text?.Split('/') is not [var head, var tail] || !IPAddress.TryParse(head, out var address) || address.AddressFamily != AddressFamily.InterNetwork || address.ToString() != head
            || !int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > 32 || tail != prefix.ToString(CultureInfo.InvariantCulture))
        {
            return null;
        }

        var bits = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        var masked = prefix == 0 ? 0 : bits & (uint.MaxValue << (32 - prefix));
        return string.Create(CultureInfo.InvariantCulture, $"{masked >> 24}.{(masked >> 16) & 255}.{(masked >> 8) & 255}.{masked & 255}/{prefix}");
    }
}
