namespace Headwater.Aws.Policies;

/// <summary>A policy that was read and fits the rules of its kind; immutable.</summary>
public sealed class PolicyDocument
{
    /// <summary>The version that knows variables.</summary>
    internal const string Current = "2012-10-17";

    /// <summary>The version before it, which is also meant when none is said.</summary>
    internal const string Older = "2008-10-17";

    private readonly IReadOnlyList<PolicyStatement> _statements;
    private readonly bool _hasVariables;

    /// <summary>What stands for a policy that cannot be read.</summary>
    internal static PolicyDocument DenyAll { get; } = new(Current, [new PolicyStatement { Effect = "Deny", Actions = ["*"], Resources = ["*"] }]);

    internal PolicyDocument(string? version, IReadOnlyList<PolicyStatement> statements)
    {
        Version = version;
        _statements = statements;
        _hasVariables = version == Current;
    }

    /// <summary>What it says its version is, or null.</summary>
    internal string? Version { get; }

    /// <summary>The statements in their order.</summary>
    internal IReadOnlyList<PolicyStatement> Statements => _statements;

    /// <summary>Names of the principals of a kind (<c>AWS</c>, <c>Service</c>) that the statements name, in their order.</summary>
    public IEnumerable<string> PrincipalsOf(string kind) =>
        _statements.SelectMany(statement => statement.Principals?.Named ?? []).Where(named => named.Kind == kind).Select(named => named.Name);

    /// <summary>Reads a policy and holds it to the rules of its kind.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="kind">What it hangs on.</param>
    /// <param name="fault">What is wrong with it, in AWS's words; null when it was read.</param>
    /// <returns>The policy, or null.</returns>
    public static PolicyDocument? Read(string json, PolicyKind kind, out string? fault)
    {
        var document = PolicySyntax.Read(json);
        fault = document is null ? "Syntax errors in policy." : PolicyRules.FindFault(document, kind);
        return fault is null ? document : null;
    }

    /// <summary>Reads a policy that was held to its rules when it was stored; null when it is not one.</summary>
    internal static PolicyDocument? ReadStored(string json) => PolicySyntax.Read(json);

    /// <summary>What it says to a question: the greatest that one of its statements says.</summary>
    public PolicyDecision Decide(PolicyQuestion question)
    {
        var decision = PolicyDecision.Silent;
        foreach (var statement in _statements)
        {
            var said = statement.Decide(question, _hasVariables ? question.Keys : null);
            decision = said > decision ? said : decision;
        }

        return decision;
    }
}
