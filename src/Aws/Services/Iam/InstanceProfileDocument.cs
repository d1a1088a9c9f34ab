using System.Collections.Immutable;

namespace Headwater.Aws.Services.Iam;

/// <summary>An instance profile as it is stored.</summary>
internal sealed record InstanceProfileDocument
{
    /// <summary>Its name as it was given.</summary>
    public required string Name { get; init; }

    /// <summary>Begins and ends with a slash.</summary>
    public required string Path { get; init; }

    /// <summary><c>AIPA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its ARN, with the path.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Name of its role, or null.</summary>
    public string? Role { get; init; }

    /// <summary>Tags by key.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
