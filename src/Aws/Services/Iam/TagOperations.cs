using System.Collections.Immutable;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on tags, alike for everything that has some.</summary>
internal sealed class TagOperations(IamDocuments documents)
{
    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        foreach (var kind in (EntityKind[])[EntityKind.User, EntityKind.Role])
        {
            Map(operations, new Tagged(
                kind.Word,
                async (transaction, request) => (await kind.GetAsync(transaction, kind.Named(Entity(request))!)).Tags,
                async (transaction, request, tags) =>
                {
                    var entity = await kind.GetToChangeAsync(transaction, kind.Named(Entity(request))!);
                    transaction.Put(kind.Collection, entity.Name, entity with { Tags = tags });
                },
                (name, request, context) => kind.PermissionAsync(documents, name, Entity(request), context)));
        }

        Map(operations, new Tagged(
            "Policy",
            async (transaction, request) => (await ManagedPolicies.GetAsync(transaction, request.PolicyArn!)).Tags,
            async (transaction, request, tags) => ManagedPolicies.Put(transaction, await ManagedPolicies.GetToChangeAsync(transaction, request.PolicyArn!) with { Tags = tags }),
            (name, request, _) => new([new Permission($"iam:{name}", request.PolicyArn!)])));
        Map(operations, new Tagged(
            "InstanceProfile",
            async (transaction, request) => (await InstanceProfileOperations.GetAsync(transaction, request.InstanceProfileName!)).Tags,
            async (transaction, request, tags) =>
            {
                var profile = await InstanceProfileOperations.GetAsync(transaction, request.InstanceProfileName!);
                transaction.Put(IamCollections.InstanceProfiles, profile.Name, profile with { Tags = tags });
            },
            (name, request, context) => new([new Permission($"iam:{name}", $"arn:aws:iam::{context.Account}:instance-profile/{request.InstanceProfileName}")])));
    }

    private void Map(OperationMap operations, Tagged tagged)
    {
        Map<Nothing>(operations, tagged, $"Tag{tagged.Word}", (request, context) => documents.ChangeAsync(context, async transaction =>
            await tagged.Put(transaction, request, Tag.Add(await tagged.Get(transaction, request), request.Tags, tagged.Word))));
        Map<Nothing>(operations, tagged, $"Untag{tagged.Word}", (request, context) => documents.ChangeAsync(context, async transaction =>
            await tagged.Put(transaction, request, Remove(await tagged.Get(transaction, request), request.TagKeys ?? []))));
        Map<TagList>(operations, tagged, $"List{tagged.Word}Tags", async (request, context) =>
        {
            var tags = await tagged.Get(documents.Read(context), request);
            var page = Page<Tag>.Of(Tag.List(tags) ?? [], tag => tag.Key, request);
            return new TagList(page.Items, page.IsTruncated, page.Marker);
        });
    }

    private static void Map<T>(OperationMap operations, Tagged tagged, string name, Func<TagRequest, CallContext, ValueTask<T>> handler)
        where T : class =>
        operations.Map(name, handler, (request, context) => tagged.Needs(name, request, context));

    private static ImmutableSortedDictionary<string, string> Remove(ImmutableSortedDictionary<string, string> tags, IReadOnlyList<string> keys) =>
        tags.RemoveRange(tags.Keys.Where(key => keys.Contains(key, StringComparer.OrdinalIgnoreCase)).ToList());

    private static EntityRequest Entity(TagRequest request) => new() { UserName = request.UserName, RoleName = request.RoleName };

    /// <summary>The answer of the operations that list tags.</summary>
    internal sealed record TagList(IReadOnlyList<Tag> Tags, bool IsTruncated, string? Marker);

    /// <summary>A request about tags; each operation fills the members that its model has.</summary>
    internal sealed record TagRequest : PageRequest
    {
        /// <summary>The user.</summary>
        public string? UserName { get; init; }

        /// <summary>The role.</summary>
        public string? RoleName { get; init; }

        /// <summary>The managed policy.</summary>
        public string? PolicyArn { get; init; }

        /// <summary>The instance profile.</summary>
        public string? InstanceProfileName { get; init; }

        /// <summary>Tags to add.</summary>
        public IReadOnlyList<Tag>? Tags { get; init; }

        /// <summary>Tags to remove.</summary>
        public IReadOnlyList<string>? TagKeys { get; init; }
    }

    private sealed record Tagged(
        string Word,
        Func<IamTransaction, TagRequest, ValueTask<ImmutableSortedDictionary<string, string>>> Get,
        Func<IamTransaction, TagRequest, ImmutableSortedDictionary<string, string>, ValueTask> Put,
        Func<string, TagRequest, CallContext, ValueTask<IReadOnlyList<Permission>>> Needs);
}
