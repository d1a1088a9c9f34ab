namespace Headwater.Aws.Services.MediaPackage;

/// <summary>ListHarvestJobs.</summary>
internal sealed record HarvestsAnswer
{
    public required IReadOnlyList<HarvestAnswer> HarvestJobs { get; init; }

    public string? NextToken { get; init; }
}
