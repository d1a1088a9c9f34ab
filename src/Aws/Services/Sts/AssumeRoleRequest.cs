using Headwater.Aws.Services.Iam;

namespace Headwater.Aws.Services.Sts;

/// <summary>A request for a session of a role.</summary>
internal sealed record AssumeRoleRequest
{
    /// <summary>The role.</summary>
    public required string RoleArn { get; init; }

    /// <summary>What the session is called.</summary>
    public required string RoleSessionName { get; init; }

    /// <summary>What it may do at most, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>Managed policies that say what it may do at most.</summary>
    public IReadOnlyList<PolicyDescriptor>? PolicyArns { get; init; }

    /// <summary>How long it lasts; null for an hour.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>What its trust policy may ask for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Keys of the tags that follow into the next role.</summary>
    public IReadOnlyList<string>? TransitiveTagKeys { get; init; }

    /// <summary>Who is behind it.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>Names a managed policy.</summary>
    /// <param name="Arn">Which.</param>
    internal sealed record PolicyDescriptor([property: System.Text.Json.Serialization.JsonPropertyName("arn")] string Arn);
}
