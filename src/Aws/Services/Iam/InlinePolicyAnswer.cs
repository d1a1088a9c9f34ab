namespace Headwater.Aws.Services.Iam;

/// <summary>An inline policy of a user, group or role; only the one whose it is is named.</summary>
internal sealed record InlinePolicyAnswer
{
    /// <summary>The user, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>The group, or null.</summary>
    public string? GroupName { get; init; }

    /// <summary>The role, or null.</summary>
    public string? RoleName { get; init; }

    /// <summary>The policy's name.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Percent-encoded.</summary>
    public required string PolicyDocument { get; init; }
}
