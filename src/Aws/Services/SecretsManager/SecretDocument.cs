namespace Headwater.Aws.Services.SecretsManager;

/// <summary>A secret as it is kept.</summary>
internal sealed record SecretDocument
{
    /// <summary>The collection; ids are region and name.</summary>
    public const string Collection = "secretsmanager/secret";

    public required string Name { get; init; }

    /// <summary>With six characters at its end that tell it from others of its name.</summary>
    public required string Arn { get; init; }

    public string? Description { get; init; }

    public string? KmsKeyId { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The day on which a value was read last, at its start; null for never.</summary>
    public DateTimeOffset? AccessedAt { get; init; }

    /// <summary>From when on it is gone for good; null while nobody deleted it.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Who else may use it; null for nobody.</summary>
    public string? Policy { get; init; }

    /// <summary>Its versions, the oldest first.</summary>
    public IReadOnlyList<SecretVersion> Versions { get; init; } = [];

    /// <summary>The version with a label, or null.</summary>
    public SecretVersion? Staged(string stage) => Versions.FirstOrDefault(version => version.Stages.Contains(stage));
}
