namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The states of a harvest job.</summary>
internal static class HarvestStatus
{
    public const string InProgress = "IN_PROGRESS";

    public const string Succeeded = "SUCCEEDED";

    public const string Failed = "FAILED";
}
