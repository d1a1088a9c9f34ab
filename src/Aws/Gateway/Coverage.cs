using System.Globalization;
using System.Text;
using Headwater.Aws.Models;

namespace Headwater.Aws.Gateway;

/// <summary>What of a service runs here: its operations, and every setting that those can be sent. A pure function of model, map and table.</summary>
public static class Coverage
{
    /// <summary>Every input member that a mapped operation reaches, by shape and member name.</summary>
    /// <param name="model">The service.</param>
    /// <param name="operations">Names of the operations that run.</param>
    /// <param name="table">What becomes of its settings.</param>
    public static IReadOnlyList<CoverageLine> Settings(ServiceModel model, IEnumerable<string> operations, SettingTable table)
    {
        var seen = new SortedDictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            Visit(model.Operations[operation].Input, seen);
        }

        return [.. seen.Values.SelectMany(shape => shape.Members.OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => Line(shape, member, table)))];
    }

    /// <summary>A service's chapter of the coverage page, in Markdown.</summary>
    public static string Render(ServiceModel model, IReadOnlySet<string> operations, SettingTable? table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {model.Name}\n\n{operations.Count} of {model.Operations.Count} operations run.\n\n");
        AppendOperations(text, "Run", model.Operations.Keys.Where(operations.Contains));
        AppendOperations(text, "Refused as not implemented", model.Operations.Keys.Where(name => !operations.Contains(name)));
        if (table is not null)
        {
            AppendSettings(text, Settings(model, operations, table));
        }

        return text.ToString();
    }

    private static void Visit(Shape? shape, SortedDictionary<string, Shape> seen)
    {
        switch (shape?.Kind)
        {
            case ShapeKind.Structure when seen.TryAdd(shape.Name, shape):
                foreach (var member in shape.Members)
                {
                    Visit(member.Shape, seen);
                }

                break;
            case ShapeKind.List:
                Visit(shape.Element!.Shape, seen);
                break;
            case ShapeKind.Map:
                Visit(shape.Value!.Shape, seen);
                break;
        }
    }

    private static CoverageLine Line(Shape shape, Member member, SettingTable table)
    {
        var rule = table.Find(shape.Name, member.Name);
        var words = member.Shape.Kind == ShapeKind.Boolean ? ["true", "false"] : member.Shape.Enum;
        return new CoverageLine(shape.Name, member.Name, rule, [.. words.Select(word => KeyValuePair.Create(word, table.Find(shape.Name, member.Name, word))).Where(value => value.Value != rule)]);
    }

    private static void AppendOperations(StringBuilder text, string title, IEnumerable<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToArray();
        if (sorted.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}: {string.Join(", ", sorted)}.\n\n");
        }
    }

    private static void AppendSettings(StringBuilder text, IReadOnlyList<CoverageLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        text.Append("| Setting | | Why |\n|---|---|---|\n");
        foreach (var line in lines)
        {
            AppendRow(text, $"{line.Shape}.{line.Member}", line.Rule);
            foreach (var (value, rule) in line.Values)
            {
                AppendRow(text, $"{line.Shape}.{line.Member}={value}", rule);
            }
        }

        text.Append('\n');
    }

    private static void AppendRow(StringBuilder text, string setting, SettingRule rule) =>
        text.Append(CultureInfo.InvariantCulture, $"| {setting} | {rule.Disposition.ToString().ToLowerInvariant()} | {rule.Words.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
}
