namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>What of the channel a manifest shows.</summary>
internal sealed record FilterConfiguration
{
    public string? ManifestFilter { get; init; }

    public string? DrmSettings { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>0 for no delay.</summary>
    public int TimeDelaySeconds { get; init; }

    public DateTimeOffset? ClipStartTime { get; init; }
}
