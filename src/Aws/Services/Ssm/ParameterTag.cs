namespace Headwater.Aws.Services.Ssm;

/// <summary>A tag.</summary>
internal sealed record ParameterTag(string Key, string Value);
