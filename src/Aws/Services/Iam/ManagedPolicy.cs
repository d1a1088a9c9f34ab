using System.Collections.Immutable;

namespace Headwater.Aws.Services.Iam;

/// <summary>A managed policy as it is stored.</summary>
internal sealed record ManagedPolicy
{
    /// <summary>Its name as it was given.</summary>
    public required string Name { get; init; }

    /// <summary>Begins and ends with a slash.</summary>
    public required string Path { get; init; }

    /// <summary>Its ARN, with the path.</summary>
    public required string Arn { get; init; }

    /// <summary><c>ANPA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for; null when nothing was said.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its newest version was made.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Which version counts, such as <c>v1</c>.</summary>
    public required string DefaultVersion { get; init; }

    /// <summary>Its versions, oldest first; at most five.</summary>
    public required ImmutableList<ManagedPolicyVersion> Versions { get; init; }

    /// <summary>How many versions it ever had.</summary>
    public int VersionsMade { get; init; } = 1;

    /// <summary>How many entities it is attached to.</summary>
    public int Attachments { get; init; }

    /// <summary>How many entities it bounds.</summary>
    public int Boundaries { get; init; }

    /// <summary>Tags by key.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The JSON that counts.</summary>
    public string DefaultDocument() => Versions.Single(version => version.Id == DefaultVersion).Document;
}
