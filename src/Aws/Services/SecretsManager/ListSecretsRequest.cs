namespace Headwater.Aws.Services.SecretsManager;

/// <summary>ListSecrets.</summary>
internal sealed record ListSecretsRequest
{
    public bool IncludePlannedDeletion { get; init; }

    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }

    public IReadOnlyList<SecretFilter>? Filters { get; init; }

    /// <summary><c>asc</c> or <c>desc</c>; by default the newest come first.</summary>
    public string? SortOrder { get; init; }

    /// <summary><c>created-date</c> (default), <c>last-accessed-date</c>, <c>last-changed-date</c> or <c>name</c>.</summary>
    public string? SortBy { get; init; }
}
