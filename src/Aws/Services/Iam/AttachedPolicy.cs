namespace Headwater.Aws.Services.Iam;

/// <summary>A managed policy that is attached.</summary>
internal sealed record AttachedPolicy(string PolicyName, string PolicyArn);
