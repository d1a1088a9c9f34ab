namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>Where players of DASH get the time.</summary>
internal sealed record DashUtcTiming
{
    public string? TimingMode { get; init; }

    public string? TimingSource { get; init; }
}
