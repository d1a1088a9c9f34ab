namespace Headwater.Aws.Services.MediaPackage;

/// <summary>CreateOriginEndpoint and UpdateOriginEndpoint.</summary>
internal sealed record EndpointRequest
{
    public required string Id { get; init; }

    /// <summary>Only to create.</summary>
    public string? ChannelId { get; init; }

    public string? Description { get; init; }

    public string? ManifestName { get; init; }

    public int? StartoverWindowSeconds { get; init; }

    public int? TimeDelaySeconds { get; init; }

    public string? Origination { get; init; }

    public IReadOnlyList<string>? Whitelist { get; init; }

    public Authorization? Authorization { get; init; }

    public HlsPackage? HlsPackage { get; init; }

    public CmafPackage? CmafPackage { get; init; }

    public DashPackage? DashPackage { get; init; }

    public MssPackage? MssPackage { get; init; }

    /// <summary>Only to create.</summary>
    public Dictionary<string, string>? Tags { get; init; }

    /// <summary>What is wanted where this is asked of what stands: a member left out stays, a package is replaced as a whole.</summary>
    public EndpointSettings Over(EndpointSettings standing)
    {
        var keepsPackage = HlsPackage is null && CmafPackage is null && DashPackage is null && MssPackage is null;
        return new()
        {
            Description = Description ?? standing.Description,
            ManifestName = string.IsNullOrEmpty(ManifestName) ? standing.ManifestName : ManifestName,
            StartoverWindowSeconds = StartoverWindowSeconds ?? standing.StartoverWindowSeconds,
            TimeDelaySeconds = TimeDelaySeconds ?? standing.TimeDelaySeconds,
            Origination = Origination ?? standing.Origination,
            Whitelist = Whitelist ?? standing.Whitelist,
            Authorization = Authorization ?? standing.Authorization,
            HlsPackage = keepsPackage ? standing.HlsPackage : HlsPackage,
            CmafPackage = keepsPackage ? standing.CmafPackage : CmafPackage,
            DashPackage = keepsPackage ? standing.DashPackage : DashPackage,
            MssPackage = keepsPackage ? standing.MssPackage : MssPackage,
        };
    }
}
