namespace Headwater.Aws.Services.Iam;

/// <summary>An access key as answers write it.</summary>
internal sealed record AccessKeyAnswer(string UserName, string AccessKeyId, string Status, DateTimeOffset CreateDate)
{
    /// <summary>Its secret, told only once.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>A key as it is stored, without its secret.</summary>
    public static AccessKeyAnswer Of(string id, AccessKeyDocument key) => new(key.UserName, id, key.IsActive ? "Active" : "Inactive", key.Created);

    /// <inheritdoc/>
    public override string ToString() => AccessKeyId;
}
