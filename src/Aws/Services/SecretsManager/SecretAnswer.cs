using System.Text.Json.Serialization;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>A secret as callers see it, without its values.</summary>
internal sealed record SecretAnswer
{
    [JsonPropertyName("ARN")]
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public string? Type { get; init; }

    public string? Description { get; init; }

    public string? KmsKeyId { get; init; }

    public DateTimeOffset LastChangedDate { get; init; }

    public DateTimeOffset? LastAccessedDate { get; init; }

    public DateTimeOffset? DeletedDate { get; init; }

    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>In a description.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? VersionIdsToStages { get; init; }

    /// <summary>In a list.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? SecretVersionsToStages { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }

    /// <summary>What DescribeSecret answers.</summary>
    public static SecretAnswer Described(SecretDocument secret) => Of(secret) with { VersionIdsToStages = Labelled(secret) };

    /// <summary>What ListSecrets answers of each.</summary>
    public static SecretAnswer Listed(SecretDocument secret) => Of(secret) with { SecretVersionsToStages = Labelled(secret) };

    private static SecretAnswer Of(SecretDocument secret) => new()
    {
        Arn = secret.Arn,
        Name = secret.Name,
        Type = secret.Type,
        Description = secret.Description,
        KmsKeyId = secret.KmsKeyId,
        LastChangedDate = secret.ChangedAt,
        LastAccessedDate = secret.AccessedAt,
        DeletedDate = secret.DeletedAt,
        Tags = secret.Tags.Count == 0 ? null : secret.Tags,
        CreatedDate = secret.CreatedAt,
    };

    private static Dictionary<string, IReadOnlyList<string>>? Labelled(SecretDocument secret) =>
        secret.Versions.Any(version => version.Stages.Count > 0)
            ? secret.Versions.Where(version => version.Stages.Count > 0).ToDictionary(version => version.Id, version => version.Stages, StringComparer.Ordinal)
            : null;
}
