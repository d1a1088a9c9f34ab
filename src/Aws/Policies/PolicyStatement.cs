namespace Headwater.Aws.Policies;

/// <summary>One statement of a policy as it was written.</summary>
internal sealed record PolicyStatement
{
    /// <summary>Its name, or null.</summary>
    public string? Sid { get; init; }

    /// <summary><c>Allow</c> or <c>Deny</c>; before the rules have been asked by any case.</summary>
    public required string Effect { get; init; }

    /// <summary><c>Action</c>, or null.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary><c>NotAction</c>, or null.</summary>
    public IReadOnlyList<string>? NotActions { get; init; }

    /// <summary><c>Resource</c>, or null.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary><c>NotResource</c>, or null.</summary>
    public IReadOnlyList<string>? NotResources { get; init; }

    /// <summary><c>Principal</c> or <c>NotPrincipal</c>, or null.</summary>
    public PolicyPrincipals? Principals { get; init; }

    /// <summary>All of them must hold.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>What it says to a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="variables">What variables stand for; null when the policy's version knows none.</param>
    public PolicyDecision Decide(PolicyQuestion question, ConditionKeys? variables)
    {
        var reach = Principals?.Reach(question.Asker) ?? PolicyDecision.Allowed;
        if (reach == PolicyDecision.Silent || !IsOfAction(question.Action) || !IsOfResource(question.Resource, variables)
            || !Conditions.All(condition => condition.Holds(question.Keys, variables)))
        {
            return PolicyDecision.Silent;
        }

        return Effect == "Deny" ? PolicyDecision.Denied : reach;
    }

    private bool IsOfAction(string action) => Actions is not null
        ? Any(Actions, action, null, ignoreCase: true)
        : NotActions is not null && !Any(NotActions, action, null, ignoreCase: true);

    /// <summary>A trust policy says no resource: its role is meant.</summary>
    private bool IsOfResource(string resource, ConditionKeys? variables) => Resources is not null
        ? Any(Resources, resource, variables, ignoreCase: false)
        : NotResources is null || !Any(NotResources, resource, variables, ignoreCase: false);

    private static bool Any(IReadOnlyList<string> texts, string value, ConditionKeys? variables, bool ignoreCase)
    {
        foreach (var text in texts)
        {
            if (Pattern.Expand(text, variables)?.Matches(value, ignoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }
}
