namespace Headwater.Aws.Gateway;

/// <summary>A setting of a request that is not simply applied.</summary>
/// <param name="Path">Where it stands, such as <c>inputs[0].name</c>.</param>
/// <param name="Rule">What becomes of it.</param>
public sealed record SettingFinding(string Path, SettingRule Rule);
