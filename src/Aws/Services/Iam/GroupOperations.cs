using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on groups and who is in them.</summary>
internal sealed class GroupOperations(IamDocuments documents)
{
    private const int MostGroupsPerUser = 10;

    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<EntityRequest, GroupAnswerHolder>("CreateGroup", CreateAsync, Needs("CreateGroup"));
        operations.Map<EntityRequest, GroupWithUsers>("GetGroup", GetAsync, Needs("GetGroup"));
        operations.Map<EntityRequest, GroupList>("ListGroups", ListAsync);
        operations.Map<EntityRequest, Nothing>("UpdateGroup", UpdateAsync, Needs("UpdateGroup"));
        operations.Map<EntityRequest, Nothing>("DeleteGroup", DeleteAsync, Needs("DeleteGroup"));
        operations.Map<EntityRequest, Nothing>("AddUserToGroup", AddAsync, Needs("AddUserToGroup"));
        operations.Map<EntityRequest, Nothing>("RemoveUserFromGroup", RemoveAsync, Needs("RemoveUserFromGroup"));
        operations.Map<EntityRequest, GroupList>(
            "ListGroupsForUser", ListOfUserAsync, (request, context) => EntityKind.User.PermissionAsync(documents, "ListGroupsForUser", request, context));
    }

    private Func<EntityRequest, CallContext, ValueTask<IReadOnlyList<Permission>>> Needs(string operation) =>
        (request, context) => EntityKind.Group.PermissionAsync(documents, operation, request, context);

    private ValueTask<GroupAnswerHolder> CreateAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var name = request.GroupName!;
        if (await transaction.FindAsync<GroupDocument>(IamCollections.Groups, name) is not null)
        {
            throw IamFault.Exists($"Group with name {name} already exists.");
        }

        var path = request.Path ?? "/";
        var group = new GroupDocument
        {
            Name = name,
            Path = path,
            Id = IamId.New(EntityKind.Group.Prefix),
            Arn = EntityKind.Group.Arn(context.Account, path, name),
            Created = context.Time,
        };
        transaction.Put(IamCollections.Groups, name, group);
        return new GroupAnswerHolder(GroupAnswer.Of(group));
    });

    private async ValueTask<GroupWithUsers> GetAsync(EntityRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var group = (GroupDocument)await EntityKind.Group.GetAsync(transaction, request.GroupName!);
        var page = Page<UserDocument>.Of(await MembersAsync(transaction, group), user => user.Name, request);
        return new(GroupAnswer.Of(group), [.. page.Items.Select(UserAnswer.Brief)], page.IsTruncated, page.Marker);
    }

    private async ValueTask<GroupList> ListAsync(EntityRequest request, CallContext context)
    {
        var groups = await documents.Read(context).ListAsync<GroupDocument>(IamCollections.Groups);
        return ListOf(groups.Where(group => group.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal)), request);
    }

    private async ValueTask<GroupList> ListOfUserAsync(EntityRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var user = (UserDocument)await EntityKind.User.GetAsync(transaction, request.UserName!);
        var groups = new List<GroupDocument>();
        foreach (var name in user.Groups)
        {
            if (await transaction.FindAsync<GroupDocument>(IamCollections.Groups, name) is { } group)
            {
                groups.Add(group);
            }
        }

        return ListOf(groups, request);
    }

    private ValueTask<Nothing> UpdateAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var group = (GroupDocument)await EntityKind.Group.GetAsync(transaction, request.GroupName!);
        var name = request.NewGroupName ?? group.Name;
        var path = request.NewPath ?? group.Path;
        if (IamTransaction.KeyOf(name) != IamTransaction.KeyOf(group.Name))
        {
            if (await transaction.FindAsync<GroupDocument>(IamCollections.Groups, name) is not null)
            {
                throw IamFault.Exists($"Group with name {name} already exists.");
            }

            transaction.Put(IamCollections.Groups, group.Name, null);
        }

        foreach (var member in await MembersAsync(transaction, group))
        {
            // Read again for its version: the list gives none.
            var user = await transaction.FindAsync<UserDocument>(IamCollections.Users, member.Name);
            transaction.Put(IamCollections.Users, member.Name, user is null ? null : user with { Groups = user.Groups.Replace(group.Name, name) });
        }

        transaction.Put(IamCollections.Groups, name, group with { Name = name, Path = path, Arn = EntityKind.Group.Arn(context.Account, path, name) });
    });

    private ValueTask<Nothing> DeleteAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var group = (GroupDocument)await EntityKind.Group.GetAsync(transaction, request.GroupName!);
        var first = (await MembersAsync(transaction, group)).Count > 0 ? "remove users from group"
            : group.Attached.Count > 0 ? "detach all policies"
            : group.Policies.Count > 0 ? "delete policies"
            : null;
        if (first is not null)
        {
            throw IamFault.Conflict($"Cannot delete entity, must {first} first.");
        }

        transaction.Put(IamCollections.Groups, group.Name, null);
    });

    private ValueTask<Nothing> AddAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var group = (GroupDocument)await EntityKind.Group.GetAsync(transaction, request.GroupName!);
        var user = (UserDocument)await EntityKind.User.GetAsync(transaction, request.UserName!);
        if (user.Groups.Contains(group.Name))
        {
            return;
        }

        if (user.Groups.Count >= MostGroupsPerUser)
        {
            throw IamFault.Quota("GroupsPerUser", MostGroupsPerUser);
        }

        // The group is written as it was read, so that it cannot be deleted meanwhile.
        transaction.Put(IamCollections.Groups, group.Name, group);
        transaction.Put(IamCollections.Users, user.Name, user with { Groups = user.Groups.Add(group.Name) });
    });

    private ValueTask<Nothing> RemoveAsync(EntityRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var group = (GroupDocument)await EntityKind.Group.GetAsync(transaction, request.GroupName!);
        var user = (UserDocument)await EntityKind.User.GetAsync(transaction, request.UserName!);
        transaction.Put(IamCollections.Users, user.Name, user with { Groups = user.Groups.Remove(group.Name) });
    });

    private static async ValueTask<List<UserDocument>> MembersAsync(IamTransaction transaction, GroupDocument group) =>
        [.. (await transaction.ListAsync<UserDocument>(IamCollections.Users)).Where(user => user.Groups.Contains(group.Name))];

    private static GroupList ListOf(IEnumerable<GroupDocument> groups, PageRequest request)
    {
        var page = Page<GroupDocument>.Of(groups, group => group.Name, request);
        return new([.. page.Items.Select(GroupAnswer.Of)], page.IsTruncated, page.Marker);
    }

    /// <summary>The answer of CreateGroup.</summary>
    internal sealed record GroupAnswerHolder(GroupAnswer Group);

    /// <summary>The answer of GetGroup.</summary>
    internal sealed record GroupWithUsers(GroupAnswer Group, IReadOnlyList<UserAnswer> Users, bool IsTruncated, string? Marker);

    /// <summary>The answer of ListGroups and ListGroupsForUser.</summary>
    internal sealed record GroupList(IReadOnlyList<GroupAnswer> Groups, bool IsTruncated, string? Marker);
}
