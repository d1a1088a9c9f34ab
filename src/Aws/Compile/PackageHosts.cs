namespace Headwater.Aws.Compile;

/// <summary>The names under which packages are reached, as URLs give them out.</summary>
public sealed record PackageHosts
{
    /// <summary>The domain all names end with. Default <c>localhost</c>.</summary>
    public string PublicHost { get; init; } = "localhost";

    /// <summary>The port of HTTPS. Default 8443; 443 is left out of URLs.</summary>
    public int HttpsPort { get; init; } = 8443;

    /// <summary>Host and port of all MediaPackage v1 endpoints of an account in a region.</summary>
    public string Endpoints(string account, string region) => Authority(PackageIds.HostLabel("endpoints", account, region), "mediapackage", region);

    /// <summary>Host and port of one ingest endpoint of MediaPackage v1.</summary>
    public string Ingest(string ingestEndpointId, string region) => Authority(PackageIds.HostLabel("ingest", ingestEndpointId), "mediapackage", region);

    /// <summary>Host and port of all endpoints of a MediaPackage v2 channel group.</summary>
    public string Egress(string account, string region, string group) =>
        Authority($"{PackageIds.HostLabel("group", account, region, group)[..6]}.egress.{Cell(account, region)}", "mediapackagev2", region);

    /// <summary>Host and port of one input of a MediaPackage v2 channel.</summary>
    /// <param name="account">The account.</param>
    /// <param name="region">The region.</param>
    /// <param name="group">The channel's group.</param>
    /// <param name="input">1 or 2.</param>
    public string IngestV2(string account, string region, string group, int input) =>
        Authority($"{PackageIds.HostLabel("group", account, region, group)[..6]}-{input}.ingest.{Cell(account, region)}", "mediapackagev2", region);

    private static string Cell(string account, string region) => PackageIds.HostLabel("cell", account, region)[..6];

    private string Authority(string label, string service, string region) =>
        HttpsPort == 443 ? $"{label}.{service}.{region}.{PublicHost}" : $"{label}.{service}.{region}.{PublicHost}:{HttpsPort}";
}
