namespace Headwater.Aws.Services.Iam;

/// <summary>Names of inline policies.</summary>
internal sealed record InlinePolicyList(IReadOnlyList<string> PolicyNames, bool IsTruncated, string? Marker);
