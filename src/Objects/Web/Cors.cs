namespace Headwater.Objects.Web;

/// <summary>Answers of cross-origin requests. Pure.</summary>
public static class Cors
{
    /// <summary>Headers to add to the answer of a request with an Origin header; empty when no rule fits.</summary>
    /// <param name="rules">The bucket's rules; the first that fits counts.</param>
    /// <param name="origin">The Origin header.</param>
    /// <param name="method">The method, or what a preflight asks for.</param>
    public static IReadOnlyDictionary<string, string> Headers(IReadOnlyList<CorsRule> rules, string origin, string method) =>
        Find(rules, origin, method, []) is { } rule ? Write(rule, origin, []) : new Dictionary<string, string>();

    /// <summary>Headers of a preflight's answer; null: it is refused with 403.</summary>
    /// <param name="rules">The bucket's rules.</param>
    /// <param name="origin">The Origin header.</param>
    /// <param name="method">Access-Control-Request-Method.</param>
    /// <param name="requestHeaders">Access-Control-Request-Headers, or null.</param>
    public static IReadOnlyDictionary<string, string>? Preflight(IReadOnlyList<CorsRule> rules, string origin, string method, string? requestHeaders)
    {
        var asked = (requestHeaders ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Find(rules, origin, method, asked) is { } rule ? Write(rule, origin, asked) : null;
    }

    private static CorsRule? Find(IReadOnlyList<CorsRule> rules, string origin, string method, string[] asked) =>
        rules.FirstOrDefault(rule =>
            rule.Origins.Any(allowed => Fits(allowed, origin, StringComparison.Ordinal))
            && rule.Methods.Contains(method)
            && asked.All(header => rule.Headers.Any(allowed => Fits(allowed, header, StringComparison.OrdinalIgnoreCase))));

    private static bool Fits(string pattern, string text, StringComparison comparison)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? string.Equals(pattern, text, comparison)
            : text.Length >= pattern.Length - 1 && text.StartsWith(pattern[..star], comparison) && text.EndsWith(pattern[(star + 1)..], comparison);
    }

    private static Dictionary<string, string> Write(CorsRule rule, string origin, string[] asked)
    {
        var isAnyone = rule.Origins.Contains("*");
        var headers = new Dictionary<string, string>
        {
            ["Access-Control-Allow-Origin"] = isAnyone ? "*" : origin,
            ["Access-Control-Allow-Methods"] = string.Join(", ", rule.Methods),
            ["Vary"] = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
        };
        Add(headers, "Access-Control-Allow-Headers", string.Join(", ", asked.Select(header => header.ToLowerInvariant())));
        Add(headers, "Access-Control-Expose-Headers", string.Join(", ", rule.Exposed));
        Add(headers, "Access-Control-Max-Age", rule.MaxAgeSeconds?.ToString() ?? "");
        Add(headers, "Access-Control-Allow-Credentials", isAnyone ? "" : "true");
        return headers;
    }

    private static void Add(Dictionary<string, string> headers, string name, string value)
    {
        if (value.Length > 0)
        {
            headers[name] = value;
        }
    }
}
