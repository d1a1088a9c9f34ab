namespace Headwater.Aws.Services.Iam;

/// <summary>A request about instance profiles.</summary>
internal sealed record InstanceProfileRequest : PageRequest
{
    /// <summary>Which.</summary>
    public string? InstanceProfileName { get; init; }

    /// <summary>Its role.</summary>
    public string? RoleName { get; init; }

    /// <summary>Where it shall lie.</summary>
    public string? Path { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}
