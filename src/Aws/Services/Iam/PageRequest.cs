namespace Headwater.Aws.Services.Iam;

/// <summary>The paging members of a request.</summary>
internal record PageRequest
{
    /// <summary>Where the page before ended, or null.</summary>
    public string? Marker { get; init; }

    /// <summary>At most so many; null for 100.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Only what lies under this path; null for all.</summary>
    public string? PathPrefix { get; init; }
}
