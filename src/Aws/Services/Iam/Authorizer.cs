using Headwater.Aws.Calls;
using Headwater.Aws.Policies;
using Headwater.Documents;

namespace Headwater.Aws.Services.Iam;

/// <summary>Decides by the users, groups, roles and policies that exist.</summary>
/// <param name="store">Where they are kept.</param>
public sealed class Authorizer(IDocumentStore store) : IAuthorizer
{
    private readonly IamDocuments _documents = new(store);
    private readonly KeyUse _keyUse = new(store);

    /// <inheritdoc/>
    public async ValueTask<string?> RefusalAsync(CallContext context, Permission permission)
    {
        if (context.Principal.Kind == PrincipalKind.Root)
        {
            return null;
        }

        await _keyUse.NoteAsync(context, permission.Action);
        var standing = await Standing.ReadAsync(_documents.Read(context), context.Principal);
        var question = QuestionOf(context, permission, standing);
        var resource = permission.ResourcePolicy is null ? PolicyDecision.Silent : PolicyCache.Read(permission.ResourcePolicy).Decide(question);
        return FindReason(context.Principal.Kind, standing, question, resource) is { } reason ? Refuse(context, permission, reason) : null;
    }

    /// <summary>Decides whether somebody may assume a role: its trust policy must say so, and, where that leaves it to the account, the caller's own policies too.</summary>
    /// <returns>Null when it is allowed, else the words of the refusal.</returns>
    internal async ValueTask<string?> RefusalToAssumeAsync(CallContext context, RoleDocument role, IReadOnlyDictionary<string, string> conditions, string action = "sts:AssumeRole")
    {
        var permission = new Permission(action, role.Arn) { Conditions = conditions };
        var standing = await Standing.ReadAsync(_documents.Read(context), context.Principal);
        var question = QuestionOf(context, permission, standing);
        var trust = PolicyCache.Read(role.Trust).Decide(question);
        var isAllowed = trust switch
        {
            PolicyDecision.Silent or PolicyDecision.Denied => false,
            PolicyDecision.Delegated when context.Principal.Kind == PrincipalKind.Root => true,
            _ => FindReason(context.Principal.Kind, standing, question, trust) is null,
        };
        return isAllowed ? null : Refuse(context, permission, "");
    }

    /// <summary>Why not, as the words behind the resource; null when it is allowed.</summary>
    private static string? FindReason(PrincipalKind kind, Standing standing, PolicyQuestion question, PolicyDecision resource)
    {
        if (kind == PrincipalKind.Root)
        {
            return resource == PolicyDecision.Denied ? Denied("resource-based policy") : null;
        }

        var identity = Greatest(standing.Policies, question);
        var boundary = standing.Boundary?.Decide(question) ?? PolicyDecision.Allowed;
        var session = standing.SessionPolicy?.Decide(question) ?? PolicyDecision.Allowed;
        if (FindDenier(identity, resource, boundary, session) is { } denier)
        {
            return Denied(denier);
        }

        return kind switch
        {
            PrincipalKind.Service => null,
            PrincipalKind.Anonymous => resource >= PolicyDecision.Allowed ? null : Silent("resource-based policy", question),
            _ when resource == PolicyDecision.AllowedByName => null,
            _ when identity < PolicyDecision.Allowed && resource < PolicyDecision.Allowed => Silent("identity-based policy", question),
            _ when boundary < PolicyDecision.Allowed && !(kind == PrincipalKind.User && resource == PolicyDecision.Allowed) => Silent("permissions boundary", question),
            _ when session < PolicyDecision.Allowed => Silent("session policy", question),
            _ => null,
        };
    }

    private static string? FindDenier(PolicyDecision identity, PolicyDecision resource, PolicyDecision boundary, PolicyDecision session) =>
        identity == PolicyDecision.Denied ? "identity-based policy"
        : resource == PolicyDecision.Denied ? "resource-based policy"
        : boundary == PolicyDecision.Denied ? "permissions boundary"
        : session == PolicyDecision.Denied ? "session policy"
        : null;

    private static PolicyDecision Greatest(IEnumerable<PolicyDocument> policies, PolicyQuestion question) =>
        policies.Select(policy => policy.Decide(question)).DefaultIfEmpty(PolicyDecision.Silent).Max();

    private static string Denied(string policy) => $" with an explicit deny in {(policy[0] is 'i' ? "an" : "a")} {policy}";

    private static string Silent(string policy, PolicyQuestion question) => $" because no {policy} allows the {question.Action} action";

    private static string Refuse(CallContext context, Permission permission, string reason)
    {
        var who = context.Principal.Kind == PrincipalKind.Anonymous ? "anonymous" : context.Principal.Arn;
        return $"User: {who} is not authorized to perform: {permission.Action} on resource: {permission.Resource}{reason}";
    }

    private static PolicyQuestion QuestionOf(CallContext context, Permission permission, Standing standing) =>
        new(permission.Action, permission.Resource, standing.Asker, CallKeys.Of(context, permission, standing));
}
