using System.Collections.Immutable;

namespace Headwater.Aws.Services.Iam;

/// <summary>What users, groups and roles have in common, as it is stored.</summary>
internal abstract record IamEntity
{
    /// <summary>Its name as it was given.</summary>
    public required string Name { get; init; }

    /// <summary>Begins and ends with a slash.</summary>
    public required string Path { get; init; }

    /// <summary>Such as <c>AIDA…</c>; never used again.</summary>
    public required string Id { get; init; }

    /// <summary>Its ARN, with the path.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Inline policies by name, as they were given.</summary>
    public ImmutableSortedDictionary<string, string> Policies { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>ARNs of the managed policies that are attached, in that order.</summary>
    public ImmutableList<string> Attached { get; init; } = [];

    /// <summary>ARN of the managed policy that bounds it, or null. Groups have none.</summary>
    public string? Boundary { get; init; }

    /// <summary>Tags by key. Groups have none.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
