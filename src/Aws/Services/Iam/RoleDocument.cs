namespace Headwater.Aws.Services.Iam;

/// <summary>A role as it is stored.</summary>
internal sealed record RoleDocument : IamEntity
{
    /// <summary>Who may assume it, as it was given.</summary>
    public required string Trust { get; init; }

    /// <summary>What it is for; null when nothing was said.</summary>
    public string? Description { get; init; }

    /// <summary>Longest session; 3600 to 43200.</summary>
    public int MaxSessionSeconds { get; init; } = 3600;

    /// <summary>When a session of it was last begun, or null.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Where, or null.</summary>
    public string? LastUsedRegion { get; init; }

    /// <summary>Whether it belongs to a service, which alone may change it.</summary>
    public bool IsServiceLinked => Path.StartsWith("/aws-service-role/", StringComparison.Ordinal);
}
