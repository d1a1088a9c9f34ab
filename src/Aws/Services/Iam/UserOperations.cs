using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on users themselves.</summary>
internal sealed class UserOperations(IamDocuments documents)
{
    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<EntityRequest, UserAnswerHolder>("CreateUser", CreateAsync, Needs("CreateUser"));
        operations.Map<EntityRequest, UserAnswerHolder>("GetUser", GetAsync, Needs("GetUser"));
        operations.Map<EntityRequest, UserList>("ListUsers", ListAsync);
        operations.Map<EntityRequest, Nothing>("UpdateUser", UpdateAsync, Needs("UpdateUser"));
        operations.Map<EntityRequest, Nothing>("DeleteUser", DeleteAsync, Needs("DeleteUser"));
    }

    private Func<EntityRequest, CallContext, ValueTask<IReadOnlyList<Permission>>> Needs(string operation) => (request, context) =>
        EntityKind.User.PermissionAsync(documents, operation, request with { UserName = request.UserName ?? NameOfCaller(context) }, context);

    private ValueTask<UserAnswerHolder> CreateAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var name = request.UserName!;
        if (await transaction.FindAsync<UserDocument>(IamCollections.Users, name) is not null)
        {
            throw IamFault.Exists($"User with name {name} already exists.");
        }

        var path = request.Path ?? "/";
        var user = new UserDocument
        {
            Name = name,
            Path = path,
            Id = IamId.New(EntityKind.User.Prefix),
            Arn = EntityKind.User.Arn(context.Account, path, name),
            Created = context.Time,
            Boundary = request.PermissionsBoundary,
            Tags = Tag.Add(Tag.None, request.Tags, "User"),
        };
        if (user.Boundary is not null)
        {
            await ManagedPolicies.CountAsync(transaction, user.Boundary, attachments: 0, boundaries: 1);
        }

        transaction.Put(IamCollections.Users, name, user);
        return new UserAnswerHolder(UserAnswer.Full(user));
    });

    private async ValueTask<UserAnswerHolder> GetAsync(EntityRequest request, CallContext context)
    {
        if (request.UserName is null && context.Principal.Kind == PrincipalKind.Root)
        {
            // The account's owner has neither a name nor a day on which it was made here: the epoch stands for it.
            return new(new UserAnswer("/", null, context.Account, context.Principal.Arn, DateTimeOffset.UnixEpoch));
        }

        var name = request.UserName ?? NameOfCaller(context) ?? throw IamFault.Validation("Must specify userName when calling with non-User credentials");
        return new(UserAnswer.Full((UserDocument)await EntityKind.User.GetAsync(documents.Read(context), name)));
    }

    private async ValueTask<UserList> ListAsync(EntityRequest request, CallContext context)
    {
        var users = (await documents.Read(context).ListAsync<UserDocument>(IamCollections.Users)).Where(user => user.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page<UserDocument>.Of(users, user => user.Name, request);
        return new([.. page.Items.Select(UserAnswer.Brief)], page.IsTruncated, page.Marker);
    }

    private ValueTask<Nothing> UpdateAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var user = (UserDocument)await EntityKind.User.GetAsync(transaction, request.UserName!);
        var name = request.NewUserName ?? user.Name;
        var isOther = IamTransaction.KeyOf(name) != IamTransaction.KeyOf(user.Name);
        if (isOther && await transaction.FindAsync<UserDocument>(IamCollections.Users, name) is not null)
        {
            throw IamFault.Exists($"User with name {name} already exists.");
        }

        var path = request.NewPath ?? user.Path;
        var changed = user with { Name = name, Path = path, Arn = EntityKind.User.Arn(context.Account, path, name) };
        foreach (var id in user.AccessKeys)
        {
            var key = await transaction.FindAsync<AccessKeyDocument>(IamCollections.AccessKeys, id);
            transaction.Put(IamCollections.AccessKeys, id, key! with { UserName = name });
        }

        if (isOther)
        {
            transaction.Put(IamCollections.Users, user.Name, null);
        }

        transaction.Put(IamCollections.Users, name, changed);
    });

    private ValueTask<Nothing> DeleteAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var user = (UserDocument)await EntityKind.User.GetAsync(transaction, request.UserName!);
        var first = user.AccessKeys.Count > 0 ? "delete access keys"
            : user.Attached.Count > 0 ? "detach all policies"
            : user.Policies.Count > 0 ? "delete policies"
            : user.Groups.Count > 0 ? "remove users from group"
            : null;
        if (first is not null)
        {
            throw IamFault.Conflict($"Cannot delete entity, must {first} first.");
        }

        if (user.Boundary is not null)
        {
            await ManagedPolicies.CountAsync(transaction, user.Boundary, attachments: 0, boundaries: -1);
        }

        transaction.Put(IamCollections.Users, user.Name, null);
    });

    /// <summary>Name of the user who calls; null when no user does.</summary>
    private static string? NameOfCaller(CallContext context) => EntityName.OfUser(context.Principal);

    /// <summary>The answer of operations that answer one user.</summary>
    internal sealed record UserAnswerHolder(UserAnswer User);

    /// <summary>The answer of ListUsers.</summary>
    internal sealed record UserList(IReadOnlyList<UserAnswer> Users, bool IsTruncated, string? Marker);
}
