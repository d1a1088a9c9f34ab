namespace Headwater.Aws.Services.Iam;

/// <summary>A request about managed policies.</summary>
internal sealed record ManagedPolicyRequest : PageRequest
{
    /// <summary>What it shall be called.</summary>
    public string? PolicyName { get; init; }

    /// <summary>Where it shall lie.</summary>
    public string? Path { get; init; }

    /// <summary>Its JSON.</summary>
    public string? PolicyDocument { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Which.</summary>
    public string? PolicyArn { get; init; }

    /// <summary>Which version.</summary>
    public string? VersionId { get; init; }

    /// <summary>Whether the new version counts.</summary>
    public bool? SetAsDefault { get; init; }

    /// <summary><c>All</c>, <c>AWS</c> or <c>Local</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Only those that are attached.</summary>
    public bool? OnlyAttached { get; init; }

    /// <summary><c>PermissionsPolicy</c> or <c>PermissionsBoundary</c>.</summary>
    public string? PolicyUsageFilter { get; init; }

    /// <summary><c>User</c>, <c>Role</c>, <c>Group</c>, <c>LocalManagedPolicy</c> or <c>AWSManagedPolicy</c>.</summary>
    public string? EntityFilter { get; init; }
}
