using Headwater.Aws.Calls;
using Headwater.Aws.Policies;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations that answer what policies would say.</summary>
internal sealed class SimulationOperations(IamDocuments documents)
{
    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<SimulationRequest, SimulationAnswer>(
            "SimulatePrincipalPolicy", SimulatePrincipalAsync, (request, _) => new Permission("iam:SimulatePrincipalPolicy", request.PolicySourceArn!));
        operations.Map<SimulationRequest, SimulationAnswer>("SimulateCustomPolicy", (request, _) =>
            new(Simulate([.. (request.PolicyInputList ?? []).Select(Read)], BoundariesOf(request), request, request.CallerArn)));
    }

    private async ValueTask<SimulationAnswer> SimulatePrincipalAsync(SimulationRequest request, CallContext context)
    {
        var transaction = documents.Read(context);
        var arn = request.PolicySourceArn!;
        var kind = EntityKind.All.FirstOrDefault(kind => arn.Contains($":{kind.LowerWord}/", StringComparison.Ordinal))
            ?? throw IamFault.Invalid($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");
        var entity = await kind.GetAsync(transaction, EntityName.OfArn(arn));
        var policies = await Standing.PoliciesOfAsync(transaction, entity);
        var boundaries = BoundariesOf(request);
        if (boundaries.Count == 0 && entity.Boundary is not null)
        {
            boundaries.Add(PolicyCache.Read((await ManagedPolicies.GetAsync(transaction, entity.Boundary)).DefaultDocument()));
        }

        return Simulate([.. policies, .. (request.PolicyInputList ?? []).Select(Read)], boundaries, request, request.CallerArn ?? arn);
    }

    private static SimulationAnswer Simulate(List<PolicyDocument> policies, List<PolicyDocument> boundaries, SimulationRequest request, string? caller)
    {
        var resourcePolicy = request.ResourcePolicy is null ? null : PolicyDocument.Read(request.ResourcePolicy, PolicyKind.Resource, out var fault) ?? throw IamFault.Invalid(fault!);
        var keys = new ConditionKeys().Set("aws:PrincipalArn", caller);
        foreach (var entry in request.ContextEntries ?? [])
        {
            keys.Set(entry.ContextKeyName, entry.ContextKeyValues);
        }

        var asker = new PolicyAsker { Arn = caller, Account = caller?.Split(':') is [_, _, _, _, var account, ..] ? account : null };
        var results = request.ActionNames.SelectMany(action => (request.ResourceArns ?? ["*"]).Select(resource =>
        {
            var question = new PolicyQuestion(action, resource, asker, keys);
            return new SimulationResult(action, resource, Decide(policies, boundaries, resourcePolicy, question));
        })).ToList();
        var page = Page<(SimulationResult Result, int Index)>.Of(results.Select((result, index) => (result, index)), one => $"{one.Index:D10}", request);
        return new([.. page.Items.Select(one => one.Result)], page.IsTruncated, page.Marker);
    }

    private static string Decide(List<PolicyDocument> policies, List<PolicyDocument> boundaries, PolicyDocument? resourcePolicy, PolicyQuestion question)
    {
        var identity = Greatest(policies, question);
        var boundary = boundaries.Count == 0 ? PolicyDecision.Allowed : Greatest(boundaries, question);
        var resource = resourcePolicy?.Decide(question) ?? PolicyDecision.Silent;
        if (identity == PolicyDecision.Denied || boundary == PolicyDecision.Denied || resource == PolicyDecision.Denied)
        {
            return "explicitDeny";
        }

        var isAllowed = resource == PolicyDecision.AllowedByName || ((identity >= PolicyDecision.Allowed || resource >= PolicyDecision.Allowed) && boundary >= PolicyDecision.Allowed);
        return isAllowed ? "allowed" : "implicitDeny";
    }

    private static PolicyDecision Greatest(IEnumerable<PolicyDocument> policies, PolicyQuestion question) =>
        policies.Select(policy => policy.Decide(question)).DefaultIfEmpty(PolicyDecision.Silent).Max();

    private static List<PolicyDocument> BoundariesOf(SimulationRequest request) => [.. (request.PermissionsBoundaryPolicyInputList ?? []).Select(Read)];

    private static PolicyDocument Read(string json) => PolicyDocument.Read(json, PolicyKind.Identity, out var fault) ?? throw IamFault.Invalid(fault!);

    /// <summary>A request to simulate.</summary>
    internal sealed record SimulationRequest : PageRequest
    {
        /// <summary>Whose policies.</summary>
        public string? PolicySourceArn { get; init; }

        /// <summary>Further policies.</summary>
        public IReadOnlyList<string>? PolicyInputList { get; init; }

        /// <summary>Bounds instead of its own.</summary>
        public IReadOnlyList<string>? PermissionsBoundaryPolicyInputList { get; init; }

        /// <summary>The actions.</summary>
        public IReadOnlyList<string> ActionNames { get; init; } = [];

        /// <summary>The resources; null for every one.</summary>
        public IReadOnlyList<string>? ResourceArns { get; init; }

        /// <summary>A policy of the resources.</summary>
        public string? ResourcePolicy { get; init; }

        /// <summary>Who would ask; null for the one whose policies they are.</summary>
        public string? CallerArn { get; init; }

        /// <summary>What conditions would see.</summary>
        public IReadOnlyList<ContextEntry>? ContextEntries { get; init; }
    }

    /// <summary>A condition key of a simulation.</summary>
    internal sealed record ContextEntry(string ContextKeyName, IReadOnlyList<string> ContextKeyValues);

    /// <summary>The answer of a simulation.</summary>
    internal sealed record SimulationAnswer(IReadOnlyList<SimulationResult> EvaluationResults, bool IsTruncated, string? Marker);

    /// <summary>What would be decided: <c>allowed</c>, <c>explicitDeny</c> or <c>implicitDeny</c>.</summary>
    internal sealed record SimulationResult(string EvalActionName, string EvalResourceName, string EvalDecision);
}
