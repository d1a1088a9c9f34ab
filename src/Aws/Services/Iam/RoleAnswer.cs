namespace Headwater.Aws.Services.Iam;

/// <summary>A role as answers write it.</summary>
internal sealed record RoleAnswer(string Path, string RoleName, string RoleId, string Arn, DateTimeOffset CreateDate, string AssumeRolePolicyDocument, int MaxSessionDuration)
{
    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>What bounds it, or null; lists leave it out.</summary>
    public AttachedBoundary? PermissionsBoundary { get; init; }

    /// <summary>Its tags; lists leave them out.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>When it was last used; lists leave it out.</summary>
    public RoleLastUsedAnswer? RoleLastUsed { get; init; }

    /// <summary>A role as lists write it.</summary>
    public static RoleAnswer Brief(RoleDocument role) =>
        new(role.Path, role.Name, role.Id, role.Arn, role.Created, PolicyText.Encode(role.Trust), role.MaxSessionSeconds) { Description = role.Description };

    /// <summary>A role with all that is known of it.</summary>
    public static RoleAnswer Full(RoleDocument role) => Brief(role) with
    {
        PermissionsBoundary = AttachedBoundary.Of(role.Boundary),
        Tags = Tag.List(role.Tags),
        RoleLastUsed = new RoleLastUsedAnswer(role.LastUsed, role.LastUsedRegion),
    };
}
