namespace Headwater.Objects;

/// <summary>The storage classes and their order: a lifecycle moves objects only downwards.</summary>
public static class StorageClasses
{
    /// <summary>The class of an object whose writer named none.</summary>
    public const string Standard = "STANDARD";

    private static readonly string[] s_downwards = [Standard, "REDUCED_REDUNDANCY", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

    /// <summary>How far down the class is; 0 for the top and for words that are not known.</summary>
    public static int DepthOf(string storageClass) => Math.Max(0, Array.IndexOf(s_downwards, storageClass));

    /// <summary>Whether objects of the class must be restored before they are read.</summary>
    public static bool IsArchive(string storageClass) => storageClass is "GLACIER" or "DEEP_ARCHIVE";
}
