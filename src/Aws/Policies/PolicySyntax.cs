using System.Text.Json;

namespace Headwater.Aws.Policies;

/// <summary>Reads the JSON of a policy: members, their types, known operators. What it refuses, AWS calls a syntax error.</summary>
internal static class PolicySyntax
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
    };

    /// <summary>The policy, or null when it is not written as one.</summary>
    public static PolicyDocument? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return ReadDocument(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static PolicyDocument ReadDocument(JsonElement root)
    {
        Expect(root.ValueKind == JsonValueKind.Object && root.EnumerateObject().All(member => member.Name is "Version" or "Id" or "Statement"));
        var version = ReadText(root, "Version");
        Expect(version is null or PolicyDocument.Current or PolicyDocument.Older);
        ReadText(root, "Id");
        Expect(root.TryGetProperty("Statement", out var statements));
        var list = statements.ValueKind == JsonValueKind.Array ? [.. statements.EnumerateArray()] : new List<JsonElement> { statements };
        Expect(list.Count > 0);
        return new PolicyDocument(version, [.. list.Select(ReadStatement)]);
    }

    private static PolicyStatement ReadStatement(JsonElement statement)
    {
        Expect(statement.ValueKind == JsonValueKind.Object && statement.EnumerateObject().All(member => Members.Contains(member.Name)));
        ExpectAtMostOne(statement, "Action", "NotAction");
        ExpectAtMostOne(statement, "Resource", "NotResource");
        ExpectAtMostOne(statement, "Principal", "NotPrincipal");
        var effect = ReadText(statement, "Effect");
        Expect(string.Equals(effect, "Allow", StringComparison.OrdinalIgnoreCase) || string.Equals(effect, "Deny", StringComparison.OrdinalIgnoreCase));
        return new PolicyStatement
        {
            Sid = ReadText(statement, "Sid"),
            Effect = effect!,
            Actions = ReadTexts(statement, "Action"),
            NotActions = ReadTexts(statement, "NotAction"),
            Resources = ReadTexts(statement, "Resource"),
            NotResources = ReadTexts(statement, "NotResource"),
            Principals = ReadPrincipals(statement, "Principal", isInverted: false) ?? ReadPrincipals(statement, "NotPrincipal", isInverted: true),
            Conditions = ReadConditions(statement),
        };
    }

    private static string? ReadText(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var text))
        {
            return null;
        }

        Expect(text.ValueKind == JsonValueKind.String);
        return text.GetString();
    }

    private static List<string>? ReadTexts(JsonElement parent, string name) => parent.TryGetProperty(name, out var texts) ? ReadTexts(texts) : null;

    /// <summary>A text or a list of texts; AWS takes nulls in a list and reads past them.</summary>
    private static List<string> ReadTexts(JsonElement texts)
    {
        if (texts.ValueKind == JsonValueKind.String)
        {
            return [texts.GetString()!];
        }

        Expect(texts.ValueKind == JsonValueKind.Array && texts.EnumerateArray().All(text => text.ValueKind is JsonValueKind.String or JsonValueKind.Null));
        return [.. texts.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!)];
    }

    private static PolicyPrincipals? ReadPrincipals(JsonElement statement, string name, bool isInverted)
    {
        if (!statement.TryGetProperty(name, out var principals))
        {
            return null;
        }

        if (principals.ValueKind == JsonValueKind.String)
        {
            Expect(principals.ValueEquals("*"));
            return new PolicyPrincipals(true, [], isInverted);
        }

        Expect(principals.ValueKind == JsonValueKind.Object);
        var named = new List<(string, string)>();
        foreach (var kind in principals.EnumerateObject())
        {
            Expect(kind.Name is "AWS" or "Service" or "Federated" or "CanonicalUser");
            named.AddRange(ReadTexts(kind.Value).Select(one => (kind.Name, one)));
        }

        return new PolicyPrincipals(false, named, isInverted);
    }

    private static List<PolicyCondition> ReadConditions(JsonElement statement)
    {
        var conditions = new List<PolicyCondition>();
        if (!statement.TryGetProperty("Condition", out var block))
        {
            return conditions;
        }

        Expect(block.ValueKind == JsonValueKind.Object);
        foreach (var member in block.EnumerateObject())
        {
            Expect(member.Value.ValueKind == JsonValueKind.Object);
            var meant = ConditionOperator.Find(member.Name);
            foreach (var key in member.Value.EnumerateObject())
            {
                // An operator that nobody knows is overlooked while it compares nothing.
                Expect(meant is not null);
                conditions.Add(new PolicyCondition(meant!, key.Name, ReadValues(key.Value)));
            }
        }

        return conditions;
    }

    private static List<string> ReadValues(JsonElement values) =>
        values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Select(ReadValue)] : [ReadValue(values)];

    private static string ReadValue(JsonElement value)
    {
        Expect(value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    private static void ExpectAtMostOne(JsonElement statement, string one, string other) =>
        Expect(!(statement.TryGetProperty(one, out _) && statement.TryGetProperty(other, out _)));

    private static void Expect(bool isRight)
    {
        if (!isRight)
        {
            throw new FormatException();
        }
    }
}
