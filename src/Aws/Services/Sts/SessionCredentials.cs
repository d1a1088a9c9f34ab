namespace Headwater.Aws.Services.Sts;

/// <summary>A session's key as answers write it.</summary>
internal sealed record SessionCredentials(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expiration)
{
    /// <inheritdoc/>
    public override string ToString() => AccessKeyId;
}
