namespace Headwater.Aws.Services.SecretsManager;

/// <summary>One version in a list.</summary>
internal sealed record VersionAnswer
{
    public required string VersionId { get; init; }

    public IReadOnlyList<string>? VersionStages { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }

    /// <summary>What callers see of a version.</summary>
    public static VersionAnswer Of(SecretVersion version) => new()
    {
        VersionId = version.Id,
        VersionStages = version.Stages.Count == 0 ? null : version.Stages,
        CreatedDate = version.CreatedAt,
    };
}
