using System.Net;
using System.Security.Cryptography;
using System.Text;
using Headwater.Plans;
using Microsoft.AspNetCore.Http;

namespace Headwater.Origin;

/// <summary>Whether an endpoint answers a request at all. Immutable.</summary>
internal sealed class EndpointGate
{
    /// <summary>The header of a CDN that shows itself.</summary>
    public const string IdentifierHeader = "X-MediaPackage-CDNIdentifier";

    private readonly bool _originates;
    private readonly IPNetwork[] _admitted;
    private readonly byte[][] _identifiers;

    /// <summary>The gate that a plan asks for.</summary>
    /// <exception cref="FormatException">A CIDR block is none.</exception>
    public EndpointGate(EndpointPlan plan)
    {
        _originates = plan.Origination;
        _admitted = [.. plan.AllowedCidrs.Select(Plain)];
        _identifiers = [.. plan.CdnIdentifiers.Select(identifier => SHA256.HashData(Encoding.UTF8.GetBytes(identifier)))];
    }

    /// <summary>Why a request is not answered, as status and words; null when it is.</summary>
    public (int Status, string Reason)? Refuse(HttpContext context)
    {
        if (!_originates)
        {
            return (StatusCodes.Status404NotFound, "this endpoint does not originate");
        }

        if (_admitted.Length > 0 && !Admits(context.Connection.RemoteIpAddress))
        {
            return (StatusCodes.Status403Forbidden, "this address may not request");
        }

        return _identifiers.Length > 0 && !Knows(context.Request.Headers[IdentifierHeader])
            ? (StatusCodes.Status403Forbidden, "the request does not come by a known CDN")
            : null;
    }

    private bool Admits(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_admitted, network => network.Contains(plain));
    }

    // Equal time for every header, known or not: digests are compared, and all of them.
    private bool Knows(string? identifier)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(identifier ?? ""), given);
        var known = false;
        foreach (var expected in _identifiers)
        {
            known |= CryptographicOperations.FixedTimeEquals(given, expected);
        }

        return known;
    }

    // A block of mapped addresses is one of IPv4: callers come as such.
    private static IPNetwork Plain(string cidr)
    {
        var network = IPNetwork.Parse(cidr);
        return network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= 96
            ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - 96)
            : network;
    }
}
