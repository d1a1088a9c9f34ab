namespace Headwater.Aws.Policies;

/// <summary>Who a statement speaks of.</summary>
/// <param name="IsEverybody">A bare star.</param>
/// <param name="Named">Kind (<c>AWS</c>, <c>Service</c>, <c>Federated</c>, <c>CanonicalUser</c>) and name.</param>
/// <param name="IsInverted"><c>NotPrincipal</c>: everybody but these.</param>
internal sealed record PolicyPrincipals(bool IsEverybody, IReadOnlyList<(string Kind, string Name)> Named, bool IsInverted)
{
    /// <summary>How the statement reaches an asker; <see cref="PolicyDecision.Silent"/> when it does not.</summary>
    public PolicyDecision Reach(PolicyAsker asker)
    {
        var reach = IsEverybody ? PolicyDecision.Allowed : PolicyDecision.Silent;
        foreach (var (kind, name) in Named)
        {
            var one = Reach(kind, name, asker);
            reach = one > reach ? one : reach;
        }

        if (!IsInverted)
        {
            return reach;
        }

        return reach <= PolicyDecision.Delegated ? PolicyDecision.Allowed : PolicyDecision.Silent;
    }

    private static PolicyDecision Reach(string kind, string name, PolicyAsker asker)
    {
        if (kind == "Service")
        {
            return name == asker.Service ? PolicyDecision.AllowedByName : PolicyDecision.Silent;
        }

        if (kind != "AWS")
        {
            return PolicyDecision.Silent;
        }

        if (name == "*")
        {
            return PolicyDecision.Allowed;
        }

        if (name == asker.Arn)
        {
            return PolicyDecision.AllowedByName;
        }

        if (name == asker.RoleArn)
        {
            return PolicyDecision.Allowed;
        }

        // A service of the platform acts for nobody's account.
        return asker.Service is null && asker.Account is not null && (name == asker.Account || name == asker.RootArn) ? PolicyDecision.Delegated : PolicyDecision.Silent;
    }
}
