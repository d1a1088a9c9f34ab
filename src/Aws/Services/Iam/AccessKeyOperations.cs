using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on users' access keys.</summary>
internal sealed class AccessKeyOperations(IamDocuments documents)
{
    private const int Most = 2;

    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<AccessKeyRequest, AccessKeyHolder>("CreateAccessKey", CreateAsync, Needs("CreateAccessKey"));
        operations.Map<AccessKeyRequest, AccessKeyList>("ListAccessKeys", ListAsync, Needs("ListAccessKeys"));
        operations.Map<AccessKeyRequest, Nothing>("UpdateAccessKey", UpdateAsync, Needs("UpdateAccessKey"));
        operations.Map<AccessKeyRequest, Nothing>("DeleteAccessKey", DeleteAsync, Needs("DeleteAccessKey"));
        operations.Map<AccessKeyRequest, LastUsedAnswer>("GetAccessKeyLastUsed", GetLastUsedAsync);
    }

    private Func<AccessKeyRequest, CallContext, ValueTask<IReadOnlyList<Permission>>> Needs(string operation) => (request, context) =>
        EntityKind.User.PermissionAsync(documents, operation, new EntityRequest { UserName = request.UserName ?? EntityName.OfUser(context.Principal) }, context);

    private ValueTask<AccessKeyHolder> CreateAsync(AccessKeyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var user = await GetUserAsync(transaction, request, context);
        if (user.AccessKeys.Count >= Most)
        {
            throw IamFault.Quota("AccessKeysPerUser", Most);
        }

        var id = IamId.NewAccessKey("AKIA", context.Account);
        var key = new AccessKeyDocument(user.Name, user.Id, IamId.NewSecret(), true, context.Time);
        transaction.Put(IamCollections.AccessKeys, id, key);
        transaction.Put(IamCollections.Users, user.Name, user with { AccessKeys = user.AccessKeys.Add(id) });
        return new AccessKeyHolder(AccessKeyAnswer.Of(id, key) with { SecretAccessKey = key.Secret });
    });

    private async ValueTask<AccessKeyList> ListAsync(AccessKeyRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var keys = new List<AccessKeyAnswer>();
        foreach (var id in (await GetUserAsync(transaction, request, context)).AccessKeys)
        {
            if (await transaction.FindAsync<AccessKeyDocument>(IamCollections.AccessKeys, id) is { } key)
            {
                keys.Add(AccessKeyAnswer.Of(id, key));
            }
        }

        var page = Page<AccessKeyAnswer>.Of(keys, key => key.AccessKeyId, request);
        return new(page.Items, page.IsTruncated, page.Marker);
    }

    private ValueTask<Nothing> UpdateAsync(AccessKeyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        if (request.Status is not ("Active" or "Inactive"))
        {
            throw IamFault.Validation($"Status {request.Status} is not valid for an access key.");
        }

        var (_, key) = await GetKeyAsync(transaction, request, context);
        transaction.Put(IamCollections.AccessKeys, request.AccessKeyId!, key with { IsActive = request.Status == "Active" });
    });

    private ValueTask<Nothing> DeleteAsync(AccessKeyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var (user, _) = await GetKeyAsync(transaction, request, context);
        transaction.Put(IamCollections.AccessKeys, request.AccessKeyId!, null);
        transaction.Put(IamCollections.KeyUses, request.AccessKeyId!, null);
        transaction.Put(IamCollections.Users, user.Name, user with { AccessKeys = user.AccessKeys.Remove(request.AccessKeyId!) });
    });

    private async ValueTask<LastUsedAnswer> GetLastUsedAsync(AccessKeyRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var key = await transaction.FindAsync<AccessKeyDocument>(IamCollections.AccessKeys, request.AccessKeyId!) ?? throw IamFault.MissingKey(request.AccessKeyId!);
        var use = await transaction.FindAsync<KeyUseDocument>(IamCollections.KeyUses, request.AccessKeyId!);
        return new(key.UserName, new LastUsed(use?.Time, use?.Service ?? "N/A", use?.Region ?? "N/A"));
    }

    private static async ValueTask<UserDocument> GetUserAsync(IamTransaction transaction, AccessKeyRequest request, CallContext context)
    {
        var name = request.UserName ?? EntityName.OfUser(context.Principal) ?? throw IamFault.Validation("Must specify userName when calling with non-User credentials");
        return (UserDocument)await EntityKind.User.GetAsync(transaction, name);
    }

    private static async ValueTask<(UserDocument User, AccessKeyDocument Key)> GetKeyAsync(IamTransaction transaction, AccessKeyRequest request, CallContext context)
    {
        var user = await GetUserAsync(transaction, request, context);
        var key = user.AccessKeys.Contains(request.AccessKeyId!) ? await transaction.FindAsync<AccessKeyDocument>(IamCollections.AccessKeys, request.AccessKeyId!) : null;
        return (user, key ?? throw IamFault.MissingKey(request.AccessKeyId!));
    }

    /// <summary>The answer of CreateAccessKey.</summary>
    internal sealed record AccessKeyHolder(AccessKeyAnswer AccessKey);

    /// <summary>The answer of ListAccessKeys.</summary>
    internal sealed record AccessKeyList(IReadOnlyList<AccessKeyAnswer> AccessKeyMetadata, bool IsTruncated, string? Marker);

    /// <summary>The answer of GetAccessKeyLastUsed.</summary>
    internal sealed record LastUsedAnswer(string UserName, LastUsed AccessKeyLastUsed);

    /// <summary>When, for what and where; <c>N/A</c> when never.</summary>
    internal sealed record LastUsed(DateTimeOffset? LastUsedDate, string ServiceName, string Region);
}
