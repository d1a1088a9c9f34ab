namespace Headwater.Aws.Services.Iam;

/// <summary>An instance profile as answers write it.</summary>
internal sealed record InstanceProfileAnswer(
    string Path, string InstanceProfileName, string InstanceProfileId, string Arn, DateTimeOffset CreateDate, IReadOnlyList<RoleAnswer> Roles, IReadOnlyList<Tag>? Tags);
