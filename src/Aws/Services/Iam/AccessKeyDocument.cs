namespace Headwater.Aws.Services.Iam;

/// <summary>A user's access key as it is stored.</summary>
/// <param name="UserName">Whose it is.</param>
/// <param name="UserId">Id of that user.</param>
/// <param name="Secret">Its secret; signatures are verified with it, so it cannot be stored as a hash.</param>
/// <param name="IsActive">Whether it may sign.</param>
/// <param name="Created">When it was made.</param>
internal sealed record AccessKeyDocument(string UserName, string UserId, string Secret, bool IsActive, DateTimeOffset Created)
{
    /// <inheritdoc/>
    public override string ToString() => $"access key of {UserName}";
}
