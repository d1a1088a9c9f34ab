namespace Headwater.Aws.Services.Iam;

/// <summary>Attached managed policies.</summary>
internal sealed record AttachedPolicyList(IReadOnlyList<AttachedPolicy> AttachedPolicies, bool IsTruncated, string? Marker);
