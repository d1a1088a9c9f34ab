using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on roles themselves.</summary>
internal sealed class RoleOperations(IamDocuments documents)
{
    private const int ShortestSessionSeconds = 3600;

    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<EntityRequest, RoleAnswerHolder>("CreateRole", CreateAsync, Needs("CreateRole"));
        operations.Map<EntityRequest, RoleAnswerHolder>("GetRole", GetAsync, Needs("GetRole"));
        operations.Map<EntityRequest, RoleList>("ListRoles", ListAsync);
        operations.Map<EntityRequest, Nothing>("UpdateRole", UpdateAsync, Needs("UpdateRole"));
        operations.Map<EntityRequest, RoleAnswerHolder>("UpdateRoleDescription", UpdateDescriptionAsync, Needs("UpdateRoleDescription"));
        operations.Map<EntityRequest, Nothing>("UpdateAssumeRolePolicy", UpdateTrustAsync, Needs("UpdateAssumeRolePolicy"));
        operations.Map<EntityRequest, Nothing>("DeleteRole", DeleteAsync, Needs("DeleteRole"));
    }

    private Func<EntityRequest, CallContext, ValueTask<IReadOnlyList<Permission>>> Needs(string operation) =>
        (request, context) => EntityKind.Role.PermissionAsync(documents, operation, request, context);

    private ValueTask<RoleAnswerHolder> CreateAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var name = request.RoleName!;
        if (await transaction.FindAsync<RoleDocument>(IamCollections.Roles, name) is not null)
        {
            throw IamFault.Exists($"Role with name {name} already exists.");
        }

        var path = request.Path ?? "/";
        var role = new RoleDocument
        {
            Name = name,
            Path = path,
            Id = IamId.New(EntityKind.Role.Prefix),
            Arn = EntityKind.Role.Arn(context.Account, path, name),
            Created = context.Time,
            Trust = await PolicyText.CheckTrustAsync(transaction, request.AssumeRolePolicyDocument!, context.Account),
            Description = request.Description,
            MaxSessionSeconds = request.MaxSessionDuration ?? ShortestSessionSeconds,
            Boundary = request.PermissionsBoundary,
            Tags = Tag.Add(Tag.None, request.Tags, "Role"),
        };
        if (role.IsServiceLinked)
        {
            throw IamFault.Validation("The path /aws-service-role/ is reserved for service-linked roles.");
        }

        if (role.Boundary is not null)
        {
            await ManagedPolicies.CountAsync(transaction, role.Boundary, attachments: 0, boundaries: 1);
        }

        transaction.Put(IamCollections.Roles, name, role);
        return new RoleAnswerHolder(RoleAnswer.Full(role));
    });

    private async ValueTask<RoleAnswerHolder> GetAsync(EntityRequest request, CallContext context) =>
        new(RoleAnswer.Full((RoleDocument)await EntityKind.Role.GetAsync(documents.Read(context), request.RoleName!)));

    private async ValueTask<RoleList> ListAsync(EntityRequest request, CallContext context)
    {
        var roles = (await documents.Read(context).ListAsync<RoleDocument>(IamCollections.Roles)).Where(role => role.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page<RoleDocument>.Of(roles, role => role.Name, request);
        return new([.. page.Items.Select(RoleAnswer.Brief)], page.IsTruncated, page.Marker);
    }

    private async ValueTask<Nothing> UpdateAsync(EntityRequest request, CallContext context)
    {
        await ChangeAsync(request, context, (_, role) => new(role with
        {
            Description = request.Description ?? role.Description,
            MaxSessionSeconds = request.MaxSessionDuration ?? ShortestSessionSeconds,
        }));
        return Nothing.Value;
    }

    private async ValueTask<RoleAnswerHolder> UpdateDescriptionAsync(EntityRequest request, CallContext context) =>
        new(RoleAnswer.Full(await ChangeAsync(request, context, (_, role) => new(role with { Description = request.Description }))));

    private async ValueTask<Nothing> UpdateTrustAsync(EntityRequest request, CallContext context)
    {
        await ChangeAsync(request, context, async (transaction, role) =>
            role with { Trust = await PolicyText.CheckTrustAsync(transaction, request.PolicyDocument!, context.Account) });
        return Nothing.Value;
    }

    private ValueTask<Nothing> DeleteAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var role = (RoleDocument)await EntityKind.Role.GetToChangeAsync(transaction, request.RoleName!);
        var profiles = await transaction.ListAsync<InstanceProfileDocument>(IamCollections.InstanceProfiles);
        var first = profiles.Any(profile => profile.Role == role.Name) ? "remove roles from instance profile"
            : role.Attached.Count > 0 ? "detach all policies"
            : role.Policies.Count > 0 ? "delete policies"
            : null;
        if (first is not null)
        {
            throw IamFault.Conflict($"Cannot delete entity, must {first} first.");
        }

        if (role.Boundary is not null)
        {
            await ManagedPolicies.CountAsync(transaction, role.Boundary, attachments: 0, boundaries: -1);
        }

        transaction.Put(IamCollections.Roles, role.Name, null);
    });

    private ValueTask<RoleDocument> ChangeAsync(EntityRequest request, CallContext context, Func<IamTransaction, RoleDocument, ValueTask<RoleDocument>> change) =>
        documents.ChangeAsync(context, async transaction =>
        {
            var role = (RoleDocument)await EntityKind.Role.GetToChangeAsync(transaction, request.RoleName!);
            var changed = await change(transaction, role);
            transaction.Put(IamCollections.Roles, role.Name, changed);
            return changed;
        });

    /// <summary>The answer of operations that answer one role.</summary>
    internal sealed record RoleAnswerHolder(RoleAnswer Role);

    /// <summary>The answer of ListRoles.</summary>
    internal sealed record RoleList(IReadOnlyList<RoleAnswer> Roles, bool IsTruncated, string? Marker);
}
