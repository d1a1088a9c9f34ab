using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>Users, groups and roles: where each kind is kept and what its words are.</summary>
/// <param name="Word">As in names of operations: <c>User</c>.</param>
/// <param name="Collection">Where it is kept.</param>
/// <param name="Prefix">Of its ids.</param>
/// <param name="Named">Its name in a request.</param>
/// <param name="Find">Reads one by name.</param>
/// <param name="List">Reads all.</param>
internal sealed record EntityKind(
    string Word,
    string Collection,
    string Prefix,
    Func<EntityRequest, string?> Named,
    Func<IamTransaction, string, ValueTask<IamEntity?>> Find,
    Func<IamTransaction, ValueTask<IEnumerable<IamEntity>>> List)
{
    /// <summary>Users.</summary>
    public static EntityKind User { get; } = Make<UserDocument>("User", IamCollections.Users, "AIDA", request => request.UserName);

    /// <summary>Groups.</summary>
    public static EntityKind Group { get; } = Make<GroupDocument>("Group", IamCollections.Groups, "AGPA", request => request.GroupName);

    /// <summary>Roles.</summary>
    public static EntityKind Role { get; } = Make<RoleDocument>("Role", IamCollections.Roles, "AROA", request => request.RoleName);

    /// <summary>All three.</summary>
    public static IReadOnlyList<EntityKind> All { get; } = [User, Group, Role];

    /// <summary>As in ARNs and messages: <c>user</c>.</summary>
    public string LowerWord { get; } = Word.ToLowerInvariant();

    /// <summary>The ARN of one that lies somewhere.</summary>
    public string Arn(string account, string path, string name) => $"arn:aws:iam::{account}:{LowerWord}{path}{name}";

    /// <summary>The one that a request names.</summary>
    /// <exception cref="AwsException">There is none.</exception>
    public async ValueTask<IamEntity> GetAsync(IamTransaction transaction, string name) =>
        await Find(transaction, name) ?? throw IamFault.MissingEntity(LowerWord, name);

    /// <summary>The one that a request names, to be changed by its caller.</summary>
    /// <exception cref="AwsException">There is none, or only its service may change it.</exception>
    public async ValueTask<IamEntity> GetToChangeAsync(IamTransaction transaction, string name) => await GetAsync(transaction, name) switch
    {
        RoleDocument { IsServiceLinked: true } => throw new AwsException(
            "UnmodifiableEntity", $"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS"),
        var entity => entity,
    };

    /// <summary>What a call about one of them needs: its operation on its ARN.</summary>
    public async ValueTask<IReadOnlyList<Permission>> PermissionAsync(IamDocuments documents, string operation, EntityRequest request, CallContext context)
    {
        var name = Named(request) ?? "";
        var found = name.Length == 0 ? null : await Find(documents.Read(context), name);
        var conditions = new Dictionary<string, string>();
        if (request.PolicyArn is { } policy)
        {
            conditions.Add("iam:PolicyARN", policy);
        }

        if ((request.PermissionsBoundary ?? found?.Boundary) is { } boundary)
        {
            conditions.Add("iam:PermissionsBoundary", boundary);
        }

        return [new Permission($"iam:{operation}", found?.Arn ?? Arn(context.Account, request.Path ?? "/", name)) { Conditions = conditions }];
    }

    private static EntityKind Make<T>(string word, string collection, string prefix, Func<EntityRequest, string?> named)
        where T : IamEntity => new(
            word,
            collection,
            prefix,
            named,
            async (transaction, name) => await transaction.FindAsync<T>(collection, name),
            async transaction => await transaction.ListAsync<T>(collection));
}
