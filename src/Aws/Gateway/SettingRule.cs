namespace Headwater.Aws.Gateway;

/// <summary>A line of a setting table.</summary>
/// <param name="Disposition">What becomes of the setting.</param>
/// <param name="Words">Why, for people; empty when the line does not say.</param>
public sealed record SettingRule(SettingDisposition Disposition, string Words);
