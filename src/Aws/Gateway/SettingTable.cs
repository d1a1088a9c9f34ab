using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Gateway;

/// <summary>What becomes of each setting of a service. Immutable; read from <c>Services/*/settings.txt</c>.</summary>
/// <remarks>
/// <code>
/// # comment
/// Shape.Member applied
/// Shape.Member refused because of this
/// Shape.Member=VALUE inert because of that
/// Shape.* applied
/// </code>
/// A line with a value goes before one without, a member before the star.
/// </remarks>
public sealed class SettingTable
{
    private const string Prefix = "settings/";

    private static readonly SettingRule NotListed = new(SettingDisposition.Unlisted, "not listed");

    private readonly FrozenDictionary<string, SettingRule> _rules;

    private SettingTable(IReadOnlyDictionary<string, SettingRule> rules) => _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the lines name: shape, point, member or star, perhaps a value.</summary>
    public IEnumerable<string> Subjects => _rules.Keys;

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">A line is not of the form above, or a setting stands twice.</exception>
    public static SettingTable Read(TextReader text)
    {
        var rules = new Dictionary<string, SettingRule>(StringComparer.Ordinal);
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            var parts = line.Split('#', 2)[0].Trim().Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0)
            {
                continue;
            }

            if (parts.Length == 1 || !parts[0].Contains('.', StringComparison.Ordinal) || Disposition(parts[1]) is not { } disposition)
            {
                throw new InvalidDataException($"Line {number} of a setting table is not «Shape.Member applied|refused|inert [why]»: {line}");
            }

            if (!rules.TryAdd(parts[0], new SettingRule(disposition, parts.Length == 3 ? parts[2] : "")))
            {
                throw new InvalidDataException($"Line {number} of a setting table names {parts[0]} again.");
            }
        }

        return new SettingTable(rules);
    }

    /// <summary>The table that comes with a service's folder, or null when it has none.</summary>
    /// <param name="folder">The folder's name under <c>Services</c>, by any case.</param>
    public static SettingTable? Embedded(string folder)
    {
        var assembly = typeof(SettingTable).Assembly;
        var name = assembly.GetManifestResourceNames().FirstOrDefault(resource => resource.Equals($"{Prefix}{folder}/settings.txt", StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            return null;
        }

        using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return Read(text);
    }

    /// <summary>What becomes of a member, or of a value of it.</summary>
    public SettingRule Find(string shape, string member, string? value = null) =>
        (value is null ? null : _rules.GetValueOrDefault($"{shape}.{member}={value}")) ?? _rules.GetValueOrDefault($"{shape}.{member}") ?? _rules.GetValueOrDefault($"{shape}.*") ?? NotListed;

    /// <summary>All settings of a request that are not simply applied, in the model's order.</summary>
    public IReadOnlyList<SettingFinding> Check(Shape? input, JsonObject request)
    {
        var findings = new List<SettingFinding>();
        if (input is not null)
        {
            CheckStructure(input, request, "", findings);
        }

        return findings;
    }

    private void CheckStructure(Shape shape, JsonObject value, string path, List<SettingFinding> findings)
    {
        foreach (var member in shape.Members)
        {
            if (value[member.Name] is not { } item)
            {
                continue;
            }

            var place = path.Length == 0 ? Lower(member.Name) : $"{path}.{Lower(member.Name)}";
            var rule = Find(shape.Name, member.Name, member.Shape.Kind is ShapeKind.String or ShapeKind.Boolean ? item.ToString() : null);
            if (rule.Disposition != SettingDisposition.Applied)
            {
                // What is not looked at has no parts that are.
                findings.Add(new SettingFinding(place, rule));
            }
            else
            {
                CheckValue(member.Shape, item, place, findings);
            }
        }
    }

    private void CheckValue(Shape shape, JsonNode value, string path, List<SettingFinding> findings)
    {
        switch (shape.Kind, value)
        {
            case (ShapeKind.Structure, JsonObject structure):
                CheckStructure(shape, structure, path, findings);
                break;
            case (ShapeKind.List, JsonArray list):
                foreach (var (index, item) in list.Index().Where(entry => entry.Item is not null))
                {
                    CheckValue(shape.Element!.Shape, item!, $"{path}[{index}]", findings);
                }

                break;
            case (ShapeKind.Map, JsonObject map):
                foreach (var (key, item) in map.Where(entry => entry.Value is not null))
                {
                    CheckValue(shape.Value!.Shape, item!, $"{path}.{key}", findings);
                }

                break;
        }
    }

    private static SettingDisposition? Disposition(string word) => word switch
    {
        "applied" => SettingDisposition.Applied,
        "refused" => SettingDisposition.Refused,
        "inert" => SettingDisposition.Inert,
        _ => null,
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
