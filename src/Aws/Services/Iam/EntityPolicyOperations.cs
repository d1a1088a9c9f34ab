using Headwater.Aws.Calls;
using Headwater.Aws.Policies;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on inline and attached policies, which are alike for users, groups and roles.</summary>
internal sealed class EntityPolicyOperations(IamDocuments documents)
{
    private const int MostAttached = 10;

    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        foreach (var kind in EntityKind.All)
        {
            Map(operations, kind, $"Put{kind.Word}Policy", PutAsync);
            Map(operations, kind, $"Get{kind.Word}Policy", GetAsync);
            Map(operations, kind, $"Delete{kind.Word}Policy", DeleteAsync);
            Map(operations, kind, $"List{kind.Word}Policies", ListAsync);
            Map(operations, kind, $"Attach{kind.Word}Policy", AttachAsync);
            Map(operations, kind, $"Detach{kind.Word}Policy", DetachAsync);
            Map(operations, kind, $"ListAttached{kind.Word}Policies", ListAttachedAsync);
        }

        foreach (var kind in (EntityKind[])[EntityKind.User, EntityKind.Role])
        {
            Map(operations, kind, $"Put{kind.Word}PermissionsBoundary", PutBoundaryAsync);
            Map(operations, kind, $"Delete{kind.Word}PermissionsBoundary", DeleteBoundaryAsync);
        }
    }

    private void Map<T>(OperationMap operations, EntityKind kind, string name, Func<EntityKind, EntityRequest, CallContext, ValueTask<T>> handler)
        where T : class =>
        operations.Map<EntityRequest, T>(
            name, (request, context) => handler(kind, request, context), (request, context) => kind.PermissionAsync(documents, name, request, context));

    private ValueTask<Nothing> PutAsync(EntityKind kind, EntityRequest request, CallContext context) => ChangeAsync(kind, request, context, entity =>
    {
        var text = PolicyText.Check(request.PolicyDocument!, PolicyKind.Identity);
        return new(entity with { Policies = entity.Policies.SetItem(request.PolicyName!, text) });
    });

    private async ValueTask<InlinePolicyAnswer> GetAsync(EntityKind kind, EntityRequest request, CallContext context)
    {
        var entity = await kind.GetAsync(documents.Read(context), kind.Named(request)!);
        return new InlinePolicyAnswer
        {
            UserName = kind == EntityKind.User ? entity.Name : null,
            GroupName = kind == EntityKind.Group ? entity.Name : null,
            RoleName = kind == EntityKind.Role ? entity.Name : null,
            PolicyName = request.PolicyName!,
            PolicyDocument = PolicyText.Encode(entity.Policies.GetValueOrDefault(request.PolicyName!) ?? throw MissingInline(kind, request)),
        };
    }

    private ValueTask<Nothing> DeleteAsync(EntityKind kind, EntityRequest request, CallContext context) => ChangeAsync(kind, request, context, entity =>
        entity.Policies.ContainsKey(request.PolicyName!)
            ? new(entity with { Policies = entity.Policies.Remove(request.PolicyName!) })
            : throw MissingInline(kind, request));

    private async ValueTask<InlinePolicyList> ListAsync(EntityKind kind, EntityRequest request, CallContext context)
    {
        var entity = await kind.GetAsync(documents.Read(context), kind.Named(request)!);
        var page = Page<string>.Of(entity.Policies.Keys, name => name, request);
        return new InlinePolicyList(page.Items, page.IsTruncated, page.Marker);
    }

    private ValueTask<Nothing> AttachAsync(EntityKind kind, EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var entity = await kind.GetToChangeAsync(transaction, kind.Named(request)!);
        if (entity.Attached.Contains(request.PolicyArn!))
        {
            return;
        }

        await ManagedPolicies.CountAsync(transaction, request.PolicyArn!, attachments: 1, boundaries: 0);
        if (entity.Attached.Count >= MostAttached)
        {
            throw IamFault.Quota($"PoliciesPer{kind.Word}", MostAttached);
        }

        transaction.Put(kind.Collection, entity.Name, entity with { Attached = entity.Attached.Add(request.PolicyArn!) });
    });

    private ValueTask<Nothing> DetachAsync(EntityKind kind, EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var entity = await kind.GetToChangeAsync(transaction, kind.Named(request)!);
        if (!entity.Attached.Contains(request.PolicyArn!))
        {
            throw IamFault.MissingPolicy(request.PolicyArn!);
        }

        await ManagedPolicies.CountAsync(transaction, request.PolicyArn!, attachments: -1, boundaries: 0);
        transaction.Put(kind.Collection, entity.Name, entity with { Attached = entity.Attached.Remove(request.PolicyArn!) });
    });

    private async ValueTask<AttachedPolicyList> ListAttachedAsync(EntityKind kind, EntityRequest request, CallContext context)
    {
        var entity = await kind.GetAsync(documents.Read(context), kind.Named(request)!);
        var attached = entity.Attached.Select(arn => new AttachedPolicy(arn[(arn.LastIndexOf('/') + 1)..], arn)).Where(policy => IsUnder(policy.PolicyArn, request.PathPrefix));
        var page = Page<AttachedPolicy>.Of(attached, policy => policy.PolicyArn, request);
        return new AttachedPolicyList(page.Items, page.IsTruncated, page.Marker);
    }

    private ValueTask<Nothing> PutBoundaryAsync(EntityKind kind, EntityRequest request, CallContext context) =>
        ChangeBoundaryAsync(kind, request, context, request.PermissionsBoundary);

    private ValueTask<Nothing> DeleteBoundaryAsync(EntityKind kind, EntityRequest request, CallContext context) =>
        ChangeBoundaryAsync(kind, request, context, null);

    private ValueTask<Nothing> ChangeBoundaryAsync(EntityKind kind, EntityRequest request, CallContext context, string? boundary) =>
        documents.ChangeAsync(context, async transaction =>
        {
            var entity = await kind.GetToChangeAsync(transaction, kind.Named(request)!);
            if (entity.Boundary == boundary)
            {
                return;
            }

            if (entity.Boundary is not null)
            {
                await ManagedPolicies.CountAsync(transaction, entity.Boundary, attachments: 0, boundaries: -1);
            }

            if (boundary is not null)
            {
                await ManagedPolicies.CountAsync(transaction, boundary, attachments: 0, boundaries: 1);
            }

            transaction.Put(kind.Collection, entity.Name, entity with { Boundary = boundary });
        });

    private ValueTask<Nothing> ChangeAsync(EntityKind kind, EntityRequest request, CallContext context, Func<IamEntity, ValueTask<IamEntity>> change) =>
        documents.ChangeAsync(context, async transaction =>
        {
            var entity = await kind.GetToChangeAsync(transaction, kind.Named(request)!);
            transaction.Put(kind.Collection, entity.Name, await change(entity));
        });

    private static AwsException MissingInline(EntityKind kind, EntityRequest request) =>
        IamFault.Missing($"The {kind.LowerWord} policy with name {request.PolicyName} cannot be found.");

    private static bool IsUnder(string arn, string? prefix) =>
        prefix is null || arn[(arn.IndexOf(":policy/", StringComparison.Ordinal) + ":policy".Length)..].StartsWith(prefix, StringComparison.Ordinal);
}
