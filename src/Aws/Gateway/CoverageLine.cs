namespace Headwater.Aws.Gateway;

/// <summary>A member that a mapped operation can be sent.</summary>
/// <param name="Shape">The structure it is a member of.</param>
/// <param name="Member">Its name.</param>
/// <param name="Rule">What becomes of it.</param>
/// <param name="Values">Its values that fare differently, with what becomes of them; empty for none.</param>
public sealed record CoverageLine(string Shape, string Member, SettingRule Rule, IReadOnlyList<KeyValuePair<string, SettingRule>> Values);
