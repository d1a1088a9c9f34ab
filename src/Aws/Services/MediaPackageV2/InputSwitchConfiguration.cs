namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>How a channel chooses between its inputs.</summary>
internal sealed record InputSwitchConfiguration
{
    /// <summary>Whether the quality that inputs tell of themselves decides.</summary>
    public bool? MQCSInputSwitching { get; init; }

    /// <summary>1 or 2; null for none.</summary>
    public int? PreferredInput { get; init; }
}
