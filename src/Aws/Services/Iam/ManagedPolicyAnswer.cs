namespace Headwater.Aws.Services.Iam;

/// <summary>A managed policy as answers write it.</summary>
internal sealed record ManagedPolicyAnswer(
    string PolicyName, string PolicyId, string Arn, string Path, string DefaultVersionId, int AttachmentCount, int PermissionsBoundaryUsageCount, DateTimeOffset CreateDate, DateTimeOffset UpdateDate)
{
    /// <summary>Every policy is.</summary>
    public bool IsAttachable { get; } = true;

    /// <summary>What it is for, or null; lists leave it out.</summary>
    public string? Description { get; init; }

    /// <summary>Its tags; lists leave them out.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>A policy as lists write it.</summary>
    public static ManagedPolicyAnswer Brief(ManagedPolicy policy) => new(
        policy.Name, policy.Id, policy.Arn, policy.Path, policy.DefaultVersion, policy.Attachments, policy.Boundaries, policy.Created, policy.Updated);

    /// <summary>A policy with all that is known of it.</summary>
    public static ManagedPolicyAnswer Full(ManagedPolicy policy) => Brief(policy) with { Description = policy.Description, Tags = Tag.List(policy.Tags) };
}
