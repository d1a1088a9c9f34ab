using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Events;

/// <summary>A rule as it is stored.</summary>
public sealed record EventRule
{
    /// <summary>Unique in its region.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Where.</summary>
    public required string Region { get; init; }

    /// <summary>Which events.</summary>
    public required string Pattern { get; init; }

    /// <summary>What a person reads, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Role by the caller's word; inert, for targets here need none.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Targets by id, as the caller gave them.</summary>
    public SortedDictionary<string, JsonObject> Targets { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Tags by key.</summary>
    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}
