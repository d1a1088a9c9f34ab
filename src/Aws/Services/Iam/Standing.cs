using Headwater.Aws.Calls;
using Headwater.Aws.Policies;
using Headwater.Aws.Services.Sts;

namespace Headwater.Aws.Services.Iam;

/// <summary>All that the documents say of one who asks: names, tags, and the policies that apply.</summary>
internal sealed record Standing
{
    /// <summary>By what names policies know it.</summary>
    public required PolicyAsker Asker { get; init; }

    /// <summary>Inline and attached policies, also of groups.</summary>
    public IReadOnlyList<PolicyDocument> Policies { get; init; } = [];

    /// <summary>What bounds it, or null.</summary>
    public PolicyDocument? Boundary { get; init; }

    /// <summary>The session's own policy, or null.</summary>
    public PolicyDocument? SessionPolicy { get; init; }

    /// <summary>Tags of the user or role, and above them those of the session.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The session that asks, or null.</summary>
    public SessionDocument? Session { get; init; }

    /// <summary>Looks everything up. Who is gone, or was made anew under the same name, has no policies.</summary>
    public static async ValueTask<Standing> ReadAsync(IamTransaction transaction, Principal principal)
    {
        var session = principal.AccessKeyId?.StartsWith("ASIA", StringComparison.Ordinal) == true
            ? await transaction.FindAsync<SessionDocument>(StsCollections.Sessions, principal.AccessKeyId)
            : null;
        IamEntity? entity = principal.Kind switch
        {
            PrincipalKind.User => await transaction.FindAsync<UserDocument>(IamCollections.Users, EntityName.OfUser(principal)!) is { } user && user.Id == principal.UserId ? user : null,
            PrincipalKind.AssumedRole => await FindRoleAsync(transaction, principal),
            _ => null,
        };
        var standing = new Standing { Asker = AskerOf(principal, entity), Session = session };
        return entity is null ? standing : standing with
        {
            Policies = await PoliciesOfAsync(transaction, entity),
            Boundary = entity.Boundary is null ? null : PolicyCache.Read((await ManagedPolicies.GetAsync(transaction, entity.Boundary)).DefaultDocument()),
            SessionPolicy = principal.SessionPolicy is null ? null : PolicyCache.Read(principal.SessionPolicy),
            Tags = session is null ? entity.Tags : entity.Tags.SetItems(session.Tags),
        };
    }

    /// <summary>The policies of a user, group or role itself, and of a user's groups.</summary>
    public static async ValueTask<List<PolicyDocument>> PoliciesOfAsync(IamTransaction transaction, IamEntity entity)
    {
        var policies = entity.Policies.Values.Select(PolicyCache.Read).ToList();
        foreach (var arn in entity.Attached)
        {
            policies.Add(PolicyCache.Read((await ManagedPolicies.GetAsync(transaction, arn)).DefaultDocument()));
        }

        foreach (var name in (entity as UserDocument)?.Groups ?? [])
        {
            if (await transaction.FindAsync<GroupDocument>(IamCollections.Groups, name) is { } group)
            {
                policies.AddRange(await PoliciesOfAsync(transaction, group));
            }
        }

        return policies;
    }

    private static async ValueTask<RoleDocument?> FindRoleAsync(IamTransaction transaction, Principal principal)
    {
        var role = EntityName.OfRole(principal) is { } name ? await transaction.FindAsync<RoleDocument>(IamCollections.Roles, name) : null;
        return role is not null && principal.UserId.StartsWith($"{role.Id}:", StringComparison.Ordinal) ? role : null;
    }

    private static PolicyAsker AskerOf(Principal principal, IamEntity? entity) => principal.Kind switch
    {
        PrincipalKind.Anonymous => PolicyAsker.Nobody,
        PrincipalKind.Service => new PolicyAsker { Service = principal.Arn, Account = principal.Account },
        _ => new PolicyAsker { Arn = principal.Arn, Account = principal.Account, RoleArn = (entity as RoleDocument)?.Arn },
    };
}
