using System.Text.Json;

namespace Headwater.Aws.Services;

/// <summary>What a policy of a resource says by itself, before anybody is judged by it.</summary>
internal static class ResourcePolicy
{
    /// <summary>What is wrong with its form, for a person; null when nothing is.</summary>
    public static string? Fault(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("Statement", out _))
            {
                return "The policy must be an object with a Statement.";
            }

            if (root.TryGetProperty("Version", out var version) && version.GetString() is not ("2012-10-17" or "2008-10-17"))
            {
                return "The policy's Version must be 2012-10-17 or 2008-10-17.";
            }

            return Statements(root) is { Count: > 0 } statements
                ? statements.Select(StatementFault).FirstOrDefault(fault => fault is not null)
                : "The policy must have a statement.";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "The policy is not valid JSON of the policy grammar.";
        }
    }

    /// <summary>Whether anybody at all is allowed something without a condition. Only for policies without fault.</summary>
    public static bool IsPublic(string policy)
    {
        using var document = JsonDocument.Parse(policy);
        return Statements(document.RootElement).Any(statement => IsAllow(statement) && IsEverybody(statement) && !statement.TryGetProperty("Condition", out _));
    }

    /// <summary>Whether a statement allows anybody an action without a condition, and none denies it to anybody. Only for policies without fault.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="action">Such as <c>mediapackagev2:GetObject</c>.</param>
    /// <param name="resource">The ARN acted on.</param>
    public static bool AllowsEverybody(string policy, string action, string resource)
    {
        using var document = JsonDocument.Parse(policy);
        var about = Statements(document.RootElement).Where(statement => Names(statement, "Action", action, StringComparison.OrdinalIgnoreCase) && Names(statement, "Resource", resource, StringComparison.Ordinal)).ToList();
        return about.Any(statement => IsAllow(statement) && IsEverybody(statement) && !statement.TryGetProperty("Condition", out _)) && about.All(IsAllow);
    }

    private static List<JsonElement> Statements(JsonElement root) =>
        root.GetProperty("Statement") is { ValueKind: JsonValueKind.Array } many ? [.. many.EnumerateArray()] : [root.GetProperty("Statement")];

    private static string? StatementFault(JsonElement statement)
    {
        if (statement.ValueKind != JsonValueKind.Object || !statement.TryGetProperty("Effect", out var effect) || effect.GetString() is not ("Allow" or "Deny"))
        {
            return "A statement must have an Effect of Allow or Deny.";
        }

        if (statement.TryGetProperty("Action", out _) == statement.TryGetProperty("NotAction", out _))
        {
            return "A statement must have either Action or NotAction.";
        }

        return statement.TryGetProperty("Principal", out _) == statement.TryGetProperty("NotPrincipal", out _)
            ? "A statement of a resource's policy must have either Principal or NotPrincipal."
            : null;
    }

    private static bool IsAllow(JsonElement statement) => statement.GetProperty("Effect").GetString() == "Allow";

    private static bool IsEverybody(JsonElement statement) =>
        statement.TryGetProperty("Principal", out var principal)
        && (principal.ValueKind == JsonValueKind.Object
            ? principal.TryGetProperty("AWS", out var accounts) && Texts(accounts).Contains("*")
            : Texts(principal).Contains("*"));

    /// <summary>Whether a statement is about an action or resource; one that names none, or names by exception, is about all it does not except.</summary>
    private static bool Names(JsonElement statement, string member, string value, StringComparison comparison)
    {
        if (statement.TryGetProperty("Not" + member, out var except))
        {
            return !Texts(except).Any(pattern => Wildcard.Matches(pattern, value, comparison));
        }

        return !statement.TryGetProperty(member, out var named) || Texts(named).Any(pattern => Wildcard.Matches(pattern, value, comparison));
    }

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Select(Text) : [Text(element)];

    // What is no text matches nothing: a policy was taken with it, and must not break who reads it later.
    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
}
