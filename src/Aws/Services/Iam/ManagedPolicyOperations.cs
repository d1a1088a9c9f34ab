using Headwater.Aws.Calls;
using Headwater.Aws.Policies;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on managed policies and their versions.</summary>
internal sealed class ManagedPolicyOperations(IamDocuments documents)
{
    private const int MostVersions = 5;

    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<ManagedPolicyRequest, PolicyHolder>("CreatePolicy", CreateAsync, (request, context) =>
            new Permission("iam:CreatePolicy", Arn(context.Account, request.Path ?? "/", request.PolicyName!)));
        Map(operations, "GetPolicy", GetAsync);
        Map(operations, "DeletePolicy", DeleteAsync);
        Map(operations, "CreatePolicyVersion", CreateVersionAsync);
        Map(operations, "GetPolicyVersion", GetVersionAsync);
        Map(operations, "ListPolicyVersions", ListVersionsAsync);
        Map(operations, "SetDefaultPolicyVersion", SetDefaultAsync);
        Map(operations, "DeletePolicyVersion", DeleteVersionAsync);
        Map(operations, "ListEntitiesForPolicy", ListEntitiesAsync);
        operations.Map<ManagedPolicyRequest, PolicyList>("ListPolicies", ListAsync);
    }

    private static void Map<T>(OperationMap operations, string name, Func<ManagedPolicyRequest, CallContext, ValueTask<T>> handler)
        where T : class =>
        operations.Map(name, handler, (request, _) => new Permission($"iam:{name}", request.PolicyArn!));

    private ValueTask<PolicyHolder> CreateAsync(ManagedPolicyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var name = request.PolicyName!;
        if (await transaction.FindAsync<ManagedPolicy>(IamCollections.Policies, name) is not null)
        {
            throw IamFault.Exists($"A policy called {name} already exists. Duplicate names are not allowed.");
        }

        var path = request.Path ?? "/";
        var policy = new ManagedPolicy
        {
            Name = name,
            Path = path,
            Arn = Arn(context.Account, path, name),
            Id = IamId.New("ANPA"),
            Description = request.Description,
            Created = context.Time,
            Updated = context.Time,
            DefaultVersion = "v1",
            Versions = [new ManagedPolicyVersion("v1", PolicyText.Check(request.PolicyDocument!, PolicyKind.Identity), context.Time)],
            Tags = Tag.Add(Tag.None, request.Tags, "Policy"),
        };
        ManagedPolicies.Put(transaction, policy);
        return new PolicyHolder(ManagedPolicyAnswer.Full(policy));
    });

    private async ValueTask<PolicyHolder> GetAsync(ManagedPolicyRequest request, CallContext context)
    {
        var policy = await ManagedPolicies.GetAsync(documents.Read(context), request.PolicyArn!);
        return new(ManagedPolicyAnswer.Full(await CountedAsync(policy, context)));
    }

    private async ValueTask<PolicyList> ListAsync(ManagedPolicyRequest request, CallContext context)
    {
        var policies = request.Scope == "AWS" ? [] : await documents.Read(context).ListAsync<ManagedPolicy>(IamCollections.Policies);
        foreach (var known in request.Scope == "Local" ? [] : AwsManagedPolicies.All)
        {
            policies.Add(await CountedAsync(known, context));
        }

        var asked = policies.Where(policy => policy.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal)
            && (request.OnlyAttached != true || policy.Attachments > 0)
            && (request.PolicyUsageFilter != "PermissionsBoundary" || policy.Boundaries > 0)
            && (request.PolicyUsageFilter != "PermissionsPolicy" || policy.Attachments > 0));
        var page = Page<ManagedPolicy>.Of(asked, policy => policy.Arn, request);
        return new([.. page.Items.Select(ManagedPolicyAnswer.Brief)], page.IsTruncated, page.Marker);
    }

    private ValueTask<Nothing> DeleteAsync(ManagedPolicyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var policy = await ManagedPolicies.GetToChangeAsync(transaction, request.PolicyArn!);
        if (policy.Attachments + policy.Boundaries > 0)
        {
            throw IamFault.Conflict("Cannot delete a policy attached to entities.");
        }

        if (policy.Versions.Count > 1)
        {
            throw IamFault.Conflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
        }

        transaction.Put(IamCollections.Policies, policy.Name, null);
    });

    private ValueTask<VersionHolder> CreateVersionAsync(ManagedPolicyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var policy = await ManagedPolicies.GetToChangeAsync(transaction, request.PolicyArn!);
        var text = PolicyText.Check(request.PolicyDocument!, PolicyKind.Identity);
        if (policy.Versions.Count >= MostVersions)
        {
            throw new AwsException(
                "LimitExceeded", $"A managed policy can have up to {MostVersions} versions. Before you create a new version, you must delete an existing version.");
        }

        var version = new ManagedPolicyVersion($"v{policy.VersionsMade + 1}", text, context.Time);
        var changed = policy with
        {
            Versions = policy.Versions.Add(version),
            VersionsMade = policy.VersionsMade + 1,
            Updated = context.Time,
            DefaultVersion = request.SetAsDefault == true ? version.Id : policy.DefaultVersion,
        };
        ManagedPolicies.Put(transaction, changed);
        return new VersionHolder(PolicyVersionAnswer.Of(changed, version));
    });

    private async ValueTask<VersionHolder> GetVersionAsync(ManagedPolicyRequest request, CallContext context)
    {
        var policy = await ManagedPolicies.GetAsync(documents.Read(context), request.PolicyArn!);
        var version = VersionOf(policy, request);
        return new(PolicyVersionAnswer.Of(policy, version) with { Document = PolicyText.Encode(version.Document) });
    }

    private async ValueTask<VersionList> ListVersionsAsync(ManagedPolicyRequest request, CallContext context)
    {
        var policy = await ManagedPolicies.GetAsync(documents.Read(context), request.PolicyArn!);

        // Newest first, as AWS lists them: ordered by how far each is from the newest.
        var page = Page<ManagedPolicyVersion>.Of(policy.Versions, version => $"{int.MaxValue - NumberOf(version):D10}", request);
        return new([.. page.Items.Select(version => PolicyVersionAnswer.Of(policy, version))], page.IsTruncated, page.Marker);
    }

    private ValueTask<Nothing> SetDefaultAsync(ManagedPolicyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var policy = await ManagedPolicies.GetToChangeAsync(transaction, request.PolicyArn!);
        ManagedPolicies.Put(transaction, policy with { DefaultVersion = VersionOf(policy, request).Id, Updated = context.Time });
    });

    private ValueTask<Nothing> DeleteVersionAsync(ManagedPolicyRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var policy = await ManagedPolicies.GetToChangeAsync(transaction, request.PolicyArn!);
        var version = VersionOf(policy, request);
        if (version.Id == policy.DefaultVersion)
        {
            throw IamFault.Conflict("Cannot delete the default version of a policy.");
        }

        ManagedPolicies.Put(transaction, policy with { Versions = policy.Versions.Remove(version) });
    });

    private async ValueTask<EntityList> ListEntitiesAsync(ManagedPolicyRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var policy = await ManagedPolicies.GetAsync(transaction, request.PolicyArn!);
        var found = new List<(EntityKind Kind, IamEntity Entity)>();
        foreach (var kind in EntityKind.All.Where(kind => request.EntityFilter is null || request.EntityFilter == kind.Word))
        {
            found.AddRange((await kind.List(transaction)).Where(entity => Uses(entity, policy.Arn, request)).Select(entity => (kind, entity)));
        }

        var page = Page<(EntityKind Kind, IamEntity Entity)>.Of(found, one => $"{one.Kind.Word}/{one.Entity.Name}", request);
        return new(
            [.. page.Items.Where(one => one.Kind == EntityKind.Group).Select(one => new GroupName(one.Entity.Name, one.Entity.Id))],
            [.. page.Items.Where(one => one.Kind == EntityKind.User).Select(one => new UserName(one.Entity.Name, one.Entity.Id))],
            [.. page.Items.Where(one => one.Kind == EntityKind.Role).Select(one => new RoleName(one.Entity.Name, one.Entity.Id))],
            page.IsTruncated,
            page.Marker);
    }

    private static bool Uses(IamEntity entity, string arn, ManagedPolicyRequest request) =>
        entity.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal)
        && ((request.PolicyUsageFilter != "PermissionsBoundary" && entity.Attached.Contains(arn)) || (request.PolicyUsageFilter != "PermissionsPolicy" && entity.Boundary == arn));

    /// <summary>AWS's policies are not kept, so their attachments are counted when somebody asks.</summary>
    private async ValueTask<ManagedPolicy> CountedAsync(ManagedPolicy policy, CallContext context)
    {
        if (AwsManagedPolicies.Find(policy.Arn) is null)
        {
            return policy;
        }

        var transaction = documents.Read(context);
        var (attachments, boundaries) = (0, 0);
        foreach (var kind in EntityKind.All)
        {
            foreach (var entity in await kind.List(transaction))
            {
                attachments += entity.Attached.Contains(policy.Arn) ? 1 : 0;
                boundaries += entity.Boundary == policy.Arn ? 1 : 0;
            }
        }

        return policy with { Attachments = attachments, Boundaries = boundaries };
    }

    private static ManagedPolicyVersion VersionOf(ManagedPolicy policy, ManagedPolicyRequest request) =>
        policy.Versions.FirstOrDefault(version => version.Id == request.VersionId)
        ?? throw IamFault.Missing($"Policy {policy.Arn} version {request.VersionId} does not exist or is not attachable.");

    private static int NumberOf(ManagedPolicyVersion version) => int.Parse(version.Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    private static string Arn(string account, string path, string name) => $"arn:aws:iam::{account}:policy{path}{name}";

    /// <summary>The answer of operations that answer one policy.</summary>
    internal sealed record PolicyHolder(ManagedPolicyAnswer Policy);

    /// <summary>The answer of operations that answer one version.</summary>
    internal sealed record VersionHolder(PolicyVersionAnswer PolicyVersion);

    /// <summary>The answer of ListPolicies.</summary>
    internal sealed record PolicyList(IReadOnlyList<ManagedPolicyAnswer> Policies, bool IsTruncated, string? Marker);

    /// <summary>The answer of ListPolicyVersions.</summary>
    internal sealed record VersionList(IReadOnlyList<PolicyVersionAnswer> Versions, bool IsTruncated, string? Marker);

    /// <summary>The answer of ListEntitiesForPolicy.</summary>
    internal sealed record EntityList(
        IReadOnlyList<GroupName> PolicyGroups, IReadOnlyList<UserName> PolicyUsers, IReadOnlyList<RoleName> PolicyRoles, bool IsTruncated, string? Marker);

    /// <summary>Names a group.</summary>
    internal sealed record GroupName(
        [property: System.Text.Json.Serialization.JsonPropertyName("GroupName")] string Name, string GroupId);

    /// <summary>Names a user.</summary>
    internal sealed record UserName([property: System.Text.Json.Serialization.JsonPropertyName("UserName")] string Name, string UserId);

    /// <summary>Names a role.</summary>
    internal sealed record RoleName([property: System.Text.Json.Serialization.JsonPropertyName("RoleName")] string Name, string RoleId);
}
