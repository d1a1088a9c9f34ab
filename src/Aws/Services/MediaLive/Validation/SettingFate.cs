namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>What becomes of a setting.</summary>
internal enum SettingFate
{
    /// <summary>It does what it says.</summary>
    Applied,

    /// <summary>A request that says it is refused.</summary>
    Refused,

    /// <summary>It is kept and shown, and does nothing.</summary>
    Inert,
}
