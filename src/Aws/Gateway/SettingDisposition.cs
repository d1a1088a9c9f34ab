namespace Headwater.Aws.Gateway;

/// <summary>What becomes of a setting.</summary>
public enum SettingDisposition
{
    /// <summary>It works.</summary>
    Applied,

    /// <summary>A request that has it is refused.</summary>
    Refused,

    /// <summary>It is kept and given back, and does nothing.</summary>
    Inert,

    /// <summary>The table says nothing of it; treated as inert.</summary>
    Unlisted,
}
