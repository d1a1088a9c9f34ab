namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The messages that make an ad.</summary>
internal static class AdTriggers
{
    /// <summary>Those that do when the caller does not say.</summary>
    public static IReadOnlyList<string> Default { get; } =
    [
        "SPLICE_INSERT", "PROVIDER_ADVERTISEMENT", "DISTRIBUTOR_ADVERTISEMENT", "PROVIDER_PLACEMENT_OPPORTUNITY", "DISTRIBUTOR_PLACEMENT_OPPORTUNITY",
    ];
}
