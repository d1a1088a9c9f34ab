namespace Headwater.Aws.Services.Iam;

/// <summary>A request about a user, group or role and perhaps one of its policies; each operation fills the members that its model has.</summary>
internal sealed record EntityRequest : PageRequest
{
    /// <summary>The user.</summary>
    public string? UserName { get; init; }

    /// <summary>The group.</summary>
    public string? GroupName { get; init; }

    /// <summary>The role.</summary>
    public string? RoleName { get; init; }

    /// <summary>The inline policy.</summary>
    public string? PolicyName { get; init; }

    /// <summary>Its JSON.</summary>
    public string? PolicyDocument { get; init; }

    /// <summary>The managed policy.</summary>
    public string? PolicyArn { get; init; }

    /// <summary>ARN of the managed policy that bounds it.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>Where it lies.</summary>
    public string? Path { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Tags to remove.</summary>
    public IReadOnlyList<string>? TagKeys { get; init; }

    /// <summary>Where it shall lie.</summary>
    public string? NewPath { get; init; }

    /// <summary>What the user shall be called.</summary>
    public string? NewUserName { get; init; }

    /// <summary>What the group shall be called.</summary>
    public string? NewGroupName { get; init; }

    /// <summary>Who may assume the role.</summary>
    public string? AssumeRolePolicyDocument { get; init; }

    /// <summary>What the role is for.</summary>
    public string? Description { get; init; }

    /// <summary>Longest session of the role in seconds.</summary>
    public int? MaxSessionDuration { get; init; }
}
