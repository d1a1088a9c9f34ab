namespace Headwater.Aws.Services.Iam;

/// <summary>A version of a managed policy as answers write it.</summary>
internal sealed record PolicyVersionAnswer(string VersionId, bool IsDefaultVersion, DateTimeOffset CreateDate)
{
    /// <summary>Percent-encoded; only GetPolicyVersion tells it.</summary>
    public string? Document { get; init; }

    /// <summary>A version as lists write it.</summary>
    public static PolicyVersionAnswer Of(ManagedPolicy policy, ManagedPolicyVersion version) => new(version.Id, version.Id == policy.DefaultVersion, version.Created);
}
