namespace Headwater.Aws.Services.Ssm;

/// <summary>PutParameter.</summary>
internal sealed record PutParameterAnswer(long Version, string Tier);
