using Headwater.Aws.Calls;
using Headwater.Aws.Services.Iam;
using Headwater.Documents;

namespace Headwater.Aws.Services.Sts;

/// <summary>Knows the root's key, the keys of users, and those of sessions, also of ones that ended within a day.</summary>
/// <param name="store">Where users and sessions are kept.</param>
/// <param name="account">Twelve digits.</param>
/// <param name="rootAccessKeyId">Id of the root's key; by exactly this case.</param>
/// <param name="rootSecretAccessKey">Its secret; never logged.</param>
public sealed class CredentialSource(IDocumentStore store, string account, string rootAccessKeyId, string rootSecretAccessKey) : ICredentialSource
{
    private readonly IamDocuments _documents = new(store);

    /// <inheritdoc/>
    public async ValueTask<Credential?> FindAsync(string accessKeyId, CancellationToken cancellationToken)
    {
        if (accessKeyId == rootAccessKeyId)
        {
            return new Credential(rootSecretAccessKey, Principal.Root(account) with { AccessKeyId = accessKeyId });
        }

        if (IamId.AccountOf(accessKeyId) != account)
        {
            return null;
        }

        var transaction = _documents.Read(cancellationToken);
        return accessKeyId[..4] switch
        {
            "AKIA" => await FindUserAsync(transaction, accessKeyId),
            "ASIA" => (await transaction.FindAsync<SessionDocument>(StsCollections.Sessions, accessKeyId))?.ToCredential(accessKeyId),
            _ => null,
        };
    }

    private static async ValueTask<Credential?> FindUserAsync(IamTransaction transaction, string accessKeyId)
    {
        if (await transaction.FindAsync<AccessKeyDocument>(IamCollections.AccessKeys, accessKeyId) is not { IsActive: true } key
            || await transaction.FindAsync<UserDocument>(IamCollections.Users, key.UserName) is not { } user || user.Id != key.UserId)
        {
            return null;
        }

        return new Credential(key.Secret, new Principal(PrincipalKind.User, user.Arn.Split(':')[4], user.Arn, user.Id) { AccessKeyId = accessKeyId });
    }
}
