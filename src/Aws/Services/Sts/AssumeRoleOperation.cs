using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Policies;
using Headwater.Aws.Services.Iam;
using Headwater.Documents;

namespace Headwater.Aws.Services.Sts;

/// <summary>Begins a session of a role for whom the role's trust policy lets in.</summary>
internal sealed class AssumeRoleOperation(IDocumentStore store, Authorizer authorizer)
{
    private const int DefaultSeconds = 3600;
    private const int MostSecondsInAChain = 3600;

    // AWS packs policies and tags together; what it packs is bounded by this, and told in percent of it.
    private const int MostPolicyCharacters = 2048;

    private readonly IamDocuments _documents = new(store);
    private readonly Sessions _sessions = new(store);

    /// <summary>Runs it.</summary>
    public async ValueTask<AssumeRoleAnswer> RunAsync(AssumeRoleRequest request, CallContext context)
    {
        var transaction = _documents.Read(context);
        var role = await FindAsync(transaction, request) ?? throw Refuse(context, request);
        var caller = await Standing.ReadAsync(transaction, context.Principal);
        await AuthorizeAsync(context, role, request, caller.Session?.SourceIdentity);
        var seconds = SecondsOf(request, role, context);
        var policy = await PolicyOfAsync(transaction, request);
        var inherited = caller.Session is { } session ? session.Tags.RemoveRange(session.Tags.Keys.Except(session.TransitiveKeys).ToList()) : Tag.None;
        var credentials = await _sessions.BeginAsync(
            new SessionDocument
            {
                Secret = IamId.NewSecret(),
                Token = Sessions.NewToken(),
                Kind = PrincipalKind.AssumedRole,
                Account = context.Account,
                Arn = $"arn:aws:sts::{context.Account}:assumed-role/{role.Name}/{request.RoleSessionName}",
                UserId = $"{role.Id}:{request.RoleSessionName}",
                Policy = policy,
                Issued = context.Time,
                Expires = context.Time.AddSeconds(seconds),
                Tags = Tag.Add(Tag.None, request.Tags, "Session").SetItems(inherited),
                TransitiveKeys = [.. inherited.Keys.Union(request.TransitiveTagKeys ?? [])],
                SourceIdentity = caller.Session?.SourceIdentity ?? request.SourceIdentity,
            },
            context.CancellationToken);
        await NoteUseAsync(context, role.Name);
        return new(
            credentials,
            new($"{role.Id}:{request.RoleSessionName}", $"arn:aws:sts::{context.Account}:assumed-role/{role.Name}/{request.RoleSessionName}"),
            policy is null ? null : Math.Min(100, policy.Length * 100 / MostPolicyCharacters),
            caller.Session?.SourceIdentity ?? request.SourceIdentity);
    }

    private static async ValueTask<RoleDocument?> FindAsync(IamTransaction transaction, AssumeRoleRequest request) =>
        request.RoleArn.Split(':', 6) is ["arn", "aws", "iam", "", _, var rest] && rest.StartsWith("role/", StringComparison.Ordinal)
            && await transaction.FindAsync<RoleDocument>(IamCollections.Roles, EntityName.OfArn(rest)) is { } role && role.Arn == request.RoleArn ? role : null;

    private async ValueTask AuthorizeAsync(CallContext context, RoleDocument role, AssumeRoleRequest request, string? sourceIdentity)
    {
        var conditions = new Dictionary<string, string> { ["sts:RoleSessionName"] = request.RoleSessionName };
        Add(conditions, "sts:ExternalId", request.ExternalId);
        Add(conditions, "sts:SourceIdentity", request.SourceIdentity);
        foreach (var tag in request.Tags ?? [])
        {
            conditions[$"aws:RequestTag/{tag.Key}"] = tag.Value;
        }

        var actions = new List<string> { "sts:AssumeRole" };
        actions.AddRange(request.Tags is { Count: > 0 } ? ["sts:TagSession"] : []);
        actions.AddRange(request.SourceIdentity is not null ? ["sts:SetSourceIdentity"] : []);
        foreach (var action in actions)
        {
            if (await authorizer.RefusalToAssumeAsync(context, role, conditions, action) is { } refusal)
            {
                throw new AwsException("AccessDenied", refusal) { Status = 403 };
            }
        }

        if (sourceIdentity is not null && request.SourceIdentity is not null && request.SourceIdentity != sourceIdentity)
        {
            throw new AwsException("AccessDenied", "The source identity of a session cannot be changed.") { Status = 403 };
        }
    }

    private static void Add(Dictionary<string, string> conditions, string key, string? value)
    {
        if (value is not null)
        {
            conditions.Add(key, value);
        }
    }

    private static int SecondsOf(AssumeRoleRequest request, RoleDocument role, CallContext context)
    {
        var seconds = request.DurationSeconds ?? DefaultSeconds;
        if (context.Principal.Kind == PrincipalKind.AssumedRole && seconds > MostSecondsInAChain)
        {
            throw IamFault.Validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }

        return seconds <= role.MaxSessionSeconds ? seconds : throw IamFault.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    /// <summary>One policy of all that were given: what one of them allows is allowed.</summary>
    private static async ValueTask<string?> PolicyOfAsync(IamTransaction transaction, AssumeRoleRequest request)
    {
        var texts = new List<string>();
        if (request.Policy is not null)
        {
            if (request.Policy.Length > MostPolicyCharacters)
            {
                throw new AwsException("PackedPolicyTooLarge", $"Packed size of session tags consumes {request.Policy.Length * 100 / MostPolicyCharacters}% of allotted space.");
            }

            texts.Add(PolicyText.Check(request.Policy, PolicyKind.Session));
        }

        foreach (var descriptor in request.PolicyArns ?? [])
        {
            texts.Add((await ManagedPolicies.GetAsync(transaction, descriptor.Arn)).DefaultDocument());
        }

        if (texts.Count <= 1)
        {
            return texts.SingleOrDefault();
        }

        var statements = texts.SelectMany(text => JsonNode.Parse(text)!["Statement"] switch
        {
            JsonArray list => list.Select(statement => statement!.DeepClone()),
            var one => [one!.DeepClone()],
        });
        return new JsonObject { ["Version"] = PolicyDocument.Current, ["Statement"] = new JsonArray([.. statements]) }.ToJsonString();
    }

    private async ValueTask NoteUseAsync(CallContext context, string name) => await _documents.ChangeAsync(context, async transaction =>
    {
        var role = await transaction.FindAsync<RoleDocument>(IamCollections.Roles, name);
        if (role is not null && (role.LastUsed is null || context.Time - role.LastUsed > TimeSpan.FromMinutes(15)))
        {
            transaction.Put(IamCollections.Roles, name, role with { LastUsed = context.Time, LastUsedRegion = context.Region });
        }
    });

    private static AwsException Refuse(CallContext context, AssumeRoleRequest request) =>
        new("AccessDenied", $"User: {context.Principal.Arn} is not authorized to perform: sts:AssumeRole on resource: {request.RoleArn}") { Status = 403 };

    /// <summary>The answer.</summary>
    internal sealed record AssumeRoleAnswer(SessionCredentials Credentials, AssumedRoleUser AssumedRoleUser, int? PackedPolicySize, string? SourceIdentity);

    /// <summary>Whom the session acts as.</summary>
    internal sealed record AssumedRoleUser(string AssumedRoleId, string Arn);
}
