using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on the account as a whole.</summary>
internal sealed class AccountOperations(IamDocuments documents)
{
    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<PageRequest, SummaryAnswer>("GetAccountSummary", GetSummaryAsync);
        operations.Map<PageRequest, AliasList>("ListAccountAliases", ListAliasesAsync);
        operations.Map<AliasRequest, Nothing>("CreateAccountAlias", CreateAliasAsync);
        operations.Map<AliasRequest, Nothing>("DeleteAccountAlias", DeleteAliasAsync);
    }

    private async ValueTask<SummaryAnswer> GetSummaryAsync(PageRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var users = await transaction.ListAsync<UserDocument>(IamCollections.Users);
        var policies = await transaction.ListAsync<ManagedPolicy>(IamCollections.Policies);
        return new(new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["AccessKeysPerUserQuota"] = 2,
            ["AttachedPoliciesPerGroupQuota"] = 10,
            ["AttachedPoliciesPerRoleQuota"] = 10,
            ["AttachedPoliciesPerUserQuota"] = 10,
            ["Groups"] = (await transaction.ListAsync<GroupDocument>(IamCollections.Groups)).Count,
            ["GroupsPerUserQuota"] = 10,
            ["InstanceProfiles"] = (await transaction.ListAsync<InstanceProfileDocument>(IamCollections.InstanceProfiles)).Count,
            ["Policies"] = policies.Count,
            ["PolicyVersionsInUse"] = policies.Sum(policy => policy.Versions.Count),
            ["Roles"] = (await transaction.ListAsync<RoleDocument>(IamCollections.Roles)).Count,
            ["Users"] = users.Count,
            ["VersionsPerPolicyQuota"] = 5,
        });
    }

    private async ValueTask<AliasList> ListAliasesAsync(PageRequest request, CallContext context)
    {
        var aliases = await documents.Read(context).ListAsync<AliasRequest>(IamCollections.Aliases);
        var page = Page<string>.Of(aliases.Select(alias => alias.AccountAlias), alias => alias, request);
        return new(page.Items, page.IsTruncated, page.Marker);
    }

    /// <summary>An account has one alias: the new one takes the place of the old.</summary>
    private ValueTask<Nothing> CreateAliasAsync(AliasRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        foreach (var old in await transaction.ListAsync<AliasRequest>(IamCollections.Aliases))
        {
            transaction.Put(IamCollections.Aliases, old.AccountAlias, null);
        }

        transaction.Put(IamCollections.Aliases, request.AccountAlias, request);
    });

    private ValueTask<Nothing> DeleteAliasAsync(AliasRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        if (await transaction.FindAsync<AliasRequest>(IamCollections.Aliases, request.AccountAlias) is null)
        {
            throw IamFault.Missing($"The account alias with name {request.AccountAlias} cannot be found.");
        }

        transaction.Put(IamCollections.Aliases, request.AccountAlias, null);
    });

    /// <summary>The answer of GetAccountSummary.</summary>
    internal sealed record SummaryAnswer(IReadOnlyDictionary<string, int> SummaryMap);

    /// <summary>The answer of ListAccountAliases.</summary>
    internal sealed record AliasList(IReadOnlyList<string> AccountAliases, bool IsTruncated, string? Marker);

    /// <summary>A request about an alias, and how it is stored.</summary>
    internal sealed record AliasRequest(string AccountAlias);
}
