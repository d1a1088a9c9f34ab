using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on instance profiles, which hold one role for a machine.</summary>
internal sealed class InstanceProfileOperations(IamDocuments documents)
{
    private const int MostRoles = 1;

    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        Map<ProfileHolder>(operations, "CreateInstanceProfile", CreateAsync);
        Map<ProfileHolder>(operations, "GetInstanceProfile", GetAsync);
        Map<Nothing>(operations, "DeleteInstanceProfile", DeleteAsync);
        Map<Nothing>(operations, "AddRoleToInstanceProfile", AddRoleAsync);
        Map<Nothing>(operations, "RemoveRoleFromInstanceProfile", RemoveRoleAsync);
        operations.Map<InstanceProfileRequest, ProfileList>("ListInstanceProfiles", ListAsync);
        operations.Map<InstanceProfileRequest, ProfileList>("ListInstanceProfilesForRole", ListOfRoleAsync, (request, context) =>
            EntityKind.Role.PermissionAsync(documents, "ListInstanceProfilesForRole", new EntityRequest { RoleName = request.RoleName }, context));
    }

    /// <summary>The profile of that name.</summary>
    /// <exception cref="AwsException">There is none.</exception>
    public static async ValueTask<InstanceProfileDocument> GetAsync(IamTransaction transaction, string name) =>
        await transaction.FindAsync<InstanceProfileDocument>(IamCollections.InstanceProfiles, name) ?? throw IamFault.Missing($"Instance Profile {name} cannot be found.");

    private static void Map<T>(OperationMap operations, string name, Func<InstanceProfileRequest, CallContext, ValueTask<T>> handler)
        where T : class =>
        operations.Map(name, handler, (request, context) => new Permission($"iam:{name}", Arn(context.Account, request.Path ?? "/", request.InstanceProfileName!)));

    private ValueTask<ProfileHolder> CreateAsync(InstanceProfileRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var name = request.InstanceProfileName!;
        if (await transaction.FindAsync<InstanceProfileDocument>(IamCollections.InstanceProfiles, name) is not null)
        {
            throw IamFault.Exists($"Instance Profile {name} already exists.");
        }

        var path = request.Path ?? "/";
        var profile = new InstanceProfileDocument
        {
            Name = name,
            Path = path,
            Id = IamId.New("AIPA"),
            Arn = Arn(context.Account, path, name),
            Created = context.Time,
            Tags = Tag.Add(Tag.None, request.Tags, "InstanceProfile"),
        };
        transaction.Put(IamCollections.InstanceProfiles, name, profile);
        return new ProfileHolder(await AnswerAsync(transaction, profile));
    });

    private async ValueTask<ProfileHolder> GetAsync(InstanceProfileRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        return new(await AnswerAsync(transaction, await GetAsync(transaction, request.InstanceProfileName!)));
    }

    private ValueTask<Nothing> DeleteAsync(InstanceProfileRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var profile = await GetAsync(transaction, request.InstanceProfileName!);
        if (profile.Role is not null)
        {
            throw IamFault.Conflict("Cannot delete entity, must remove roles from instance profile first.");
        }

        transaction.Put(IamCollections.InstanceProfiles, profile.Name, null);
    });

    private ValueTask<Nothing> AddRoleAsync(InstanceProfileRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var profile = await GetAsync(transaction, request.InstanceProfileName!);
        var role = await EntityKind.Role.GetToChangeAsync(transaction, request.RoleName!);
        if (profile.Role is not null)
        {
            throw IamFault.Quota("InstanceSessionsPerInstanceProfile", MostRoles);
        }

        // The role is written as it was read, so that it cannot be deleted meanwhile.
        transaction.Put(IamCollections.Roles, role.Name, role);
        transaction.Put(IamCollections.InstanceProfiles, profile.Name, profile with { Role = role.Name });
    });

    private ValueTask<Nothing> RemoveRoleAsync(InstanceProfileRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var profile = await GetAsync(transaction, request.InstanceProfileName!);
        if (!string.Equals(profile.Role, request.RoleName, StringComparison.OrdinalIgnoreCase))
        {
            throw IamFault.Missing($"The role with name {request.RoleName} cannot be found.");
        }

        transaction.Put(IamCollections.InstanceProfiles, profile.Name, profile with { Role = null });
    });

    private async ValueTask<ProfileList> ListAsync(InstanceProfileRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var profiles = await transaction.ListAsync<InstanceProfileDocument>(IamCollections.InstanceProfiles);
        return await ListAsync(transaction, profiles.Where(profile => profile.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal)), request);
    }

    private async ValueTask<ProfileList> ListOfRoleAsync(InstanceProfileRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var role = await EntityKind.Role.GetAsync(transaction, request.RoleName!);
        var profiles = await transaction.ListAsync<InstanceProfileDocument>(IamCollections.InstanceProfiles);
        return await ListAsync(transaction, profiles.Where(profile => profile.Role == role.Name), request);
    }

    private static async ValueTask<ProfileList> ListAsync(IamTransaction transaction, IEnumerable<InstanceProfileDocument> profiles, PageRequest request)
    {
        var page = Page<InstanceProfileDocument>.Of(profiles, profile => profile.Name, request);
        var answers = new List<InstanceProfileAnswer>();
        foreach (var profile in page.Items)
        {
            answers.Add(await AnswerAsync(transaction, profile) with { Tags = null });
        }

        return new(answers, page.IsTruncated, page.Marker);
    }

    private static async ValueTask<InstanceProfileAnswer> AnswerAsync(IamTransaction transaction, InstanceProfileDocument profile)
    {
        var role = profile.Role is null ? null : await transaction.FindAsync<RoleDocument>(IamCollections.Roles, profile.Role);
        return new(profile.Path, profile.Name, profile.Id, profile.Arn, profile.Created, role is null ? [] : [RoleAnswer.Brief(role)], Tag.List(profile.Tags));
    }

    private static string Arn(string account, string path, string name) => $"arn:aws:iam::{account}:instance-profile{path}{name}";

    /// <summary>The answer of operations that answer one profile.</summary>
    internal sealed record ProfileHolder(InstanceProfileAnswer InstanceProfile);

    /// <summary>The answer of the operations that list profiles.</summary>
    internal sealed record ProfileList(IReadOnlyList<InstanceProfileAnswer> InstanceProfiles, bool IsTruncated, string? Marker);
}
