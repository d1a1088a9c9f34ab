namespace Headwater.Aws.Services.Iam;

/// <summary>When a role was last used; without members when it never was.</summary>
internal sealed record RoleLastUsedAnswer(DateTimeOffset? LastUsedDate, string? Region);
