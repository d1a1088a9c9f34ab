using System.Security.Cryptography;
using System.Text;

namespace Headwater.Aws.Compile;

/// <summary>Names of packages and endpoints in plans, made of the names in documents: 32 hexadecimal digits, the same always and everywhere.</summary>
/// <remarks>A channel's own id would do only where no other region has one of that id and no pipeline is called so.</remarks>
public static class PackageIds
{
    /// <summary>The package of a MediaPackage v1 channel.</summary>
    public static string OfChannel(string region, string channelId) => Hash("v1", region, channelId);

    /// <summary>The package of a MediaPackage v2 channel.</summary>
    public static string OfChannel(string region, string group, string channel) => Hash("v2", region, group, channel);

    /// <summary>A manifest of a MediaPackage v1 CMAF endpoint, as an endpoint of plans.</summary>
    /// <param name="endpointHash">The 32 digits of the endpoint's URL.</param>
    /// <param name="manifestId">The manifest's id.</param>
    public static string OfManifest(string endpointHash, string manifestId) => Hash("v1", endpointHash, manifestId);

    /// <summary>A manifest of a MediaPackage v2 origin endpoint, as an endpoint of plans.</summary>
    /// <param name="region">The region.</param>
    /// <param name="endpointPath"><c>group/channel/endpoint</c>.</param>
    /// <param name="manifest">The manifest's name.</param>
    public static string OfManifestV2(string region, string endpointPath, string manifest) => Hash("v2", region, endpointPath, manifest);

    /// <summary>The first part of a host name, sixteen digits.</summary>
    public static string HostLabel(params ReadOnlySpan<string> names) => Hash(names)[..16];

    // Names hold no slash, so that different names never make the same text.
    private static string Hash(params ReadOnlySpan<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', names))))[..32];
}
