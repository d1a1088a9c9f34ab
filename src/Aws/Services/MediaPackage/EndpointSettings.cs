namespace Headwater.Aws.Services.MediaPackage;

/// <summary>What an origin endpoint shall do, with every default filled in.</summary>
internal sealed record EndpointSettings
{
    public string Description { get; init; } = "";

    /// <summary>Manifest file name without extension.</summary>
    public string ManifestName { get; init; } = "index";

    /// <summary>0 for no start-over.</summary>
    public int StartoverWindowSeconds { get; init; }

    /// <summary>0 for no delay.</summary>
    public int TimeDelaySeconds { get; init; }

    /// <summary><c>ALLOW</c> or <c>DENY</c>.</summary>
    public string Origination { get; init; } = "ALLOW";

    /// <summary>IPv4 blocks that may request; empty for everybody.</summary>
    public IReadOnlyList<string> Whitelist { get; init; } = [];

    /// <summary>The secret a request must know; null: none.</summary>
    public Authorization? Authorization { get; init; }

    public HlsPackage? HlsPackage { get; init; }

    public CmafPackage? CmafPackage { get; init; }

    public DashPackage? DashPackage { get; init; }

    public MssPackage? MssPackage { get; init; }

    /// <summary>The names of the packages that are there; exactly one in what is kept.</summary>
    public IEnumerable<string> Packages()
    {
        var packages = new (string Name, object? Value)[] { ("HlsPackage", HlsPackage), ("CmafPackage", CmafPackage), ("DashPackage", DashPackage), ("MssPackage", MssPackage) };
        return packages.Where(package => package.Value is not null).Select(package => package.Name);
    }
}
