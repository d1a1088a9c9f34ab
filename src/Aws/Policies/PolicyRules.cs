namespace Headwater.Aws.Policies;

/// <summary>What a policy must say beyond its syntax, in the order in which AWS asks and in its words.</summary>
internal static class PolicyRules
{
    private const string LegacyFault = "The policy failed legacy parsing";

    private static readonly HashSet<string> TrustActions = new(StringComparer.OrdinalIgnoreCase)
    {
        "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession",
    };

    /// <summary>What is wrong with a policy, or null.</summary>
    public static string? FindFault(PolicyDocument policy, PolicyKind kind) =>
        FindVersionFault(policy, kind)
        ?? FindLegacyFault(policy)
        ?? FindPrincipalFault(policy, kind)
        ?? FindSidFault(policy)
        ?? (policy.Statements.Any(statement => (statement.Actions ?? statement.NotActions) is null or []) ? "Policy statement must contain actions." : null)
        ?? ResourcesOf(policy).Select(ResourceRules.FindFault).FirstOrDefault(fault => fault is not null)
        ?? policy.Statements.SelectMany(statement => statement.Actions ?? []).Concat(policy.Statements.SelectMany(statement => statement.NotActions ?? []))
            .Select(FindActionFault).FirstOrDefault(fault => fault is not null)
        ?? (kind == PolicyKind.Trust ? FindTrustFault(policy) : FindMissingResource(policy));

    private static string? FindVersionFault(PolicyDocument policy, PolicyKind kind) =>
        kind == PolicyKind.Identity && policy.Version != PolicyDocument.Current ? $"Policy document must be version {PolicyDocument.Current} or greater." : null;

    private static string? FindLegacyFault(PolicyDocument policy)
    {
        if (policy.Statements.Any(statement => statement.Effect is not ("Allow" or "Deny") || statement.Conditions.Any(HasUnreadableDate)))
        {
            return LegacyFault;
        }

        // Behind the first resource that another rule refuses nothing is parsed.
        return ResourcesOf(policy).TakeWhile(resource => ResourceRules.FindFault(resource) is null).All(ResourceRules.IsParsable) ? null : LegacyFault;
    }

    private static bool HasUnreadableDate(PolicyCondition condition) =>
        condition.Operator.IsOfDates && !condition.Values.All(value => value.Contains("${", StringComparison.Ordinal) || PolicyDate.IsReadable(value));

    private static string? FindPrincipalFault(PolicyDocument policy, PolicyKind kind) => kind switch
    {
        PolicyKind.Identity or PolicyKind.Session =>
            policy.Statements.Any(statement => statement.Principals is not null) ? "Policy document should not specify a principal." : null,
        _ => policy.Statements.Any(statement => statement.Principals is null) ? "Missing required field Principal" : null,
    };

    private static string? FindSidFault(PolicyDocument policy)
    {
        var sids = policy.Statements.Select(statement => statement.Sid).Where(sid => !string.IsNullOrEmpty(sid)).ToList();
        return sids.Distinct().Count() == sids.Count ? null : "Statement IDs (SID) in a single policy must be unique.";
    }

    private static string? FindActionFault(string action)
    {
        if (action == "*")
        {
            return null;
        }

        var parts = action.Split(':');
        return parts.Length switch
        {
            1 => "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            > 2 => "Actions/Condition can contain only one colon.",
            _ => parts[0] == "*" || parts[0].All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.') ? null : $"Vendor {parts[0]} is not valid",
        };
    }

    private static string? FindTrustFault(PolicyDocument policy)
    {
        if (policy.Statements.Any(statement => statement.Actions is null || !statement.Actions.All(TrustActions.Contains)))
        {
            return "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity";
        }

        return policy.Statements.Any(statement => statement.Resources is not null || statement.NotResources is not null) ? "Has prohibited field Resource." : null;
    }

    private static string? FindMissingResource(PolicyDocument policy) =>
        policy.Statements.Any(statement => (statement.Resources ?? statement.NotResources) is null or []) ? "Policy statement must contain resources." : null;

    private static IEnumerable<string> ResourcesOf(PolicyDocument policy) =>
        policy.Statements.SelectMany(statement => statement.Resources ?? []).Concat(policy.Statements.SelectMany(statement => statement.NotResources ?? []));
}
