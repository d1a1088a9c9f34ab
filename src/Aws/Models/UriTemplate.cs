namespace Headwater.Aws.Models;

/// <summary>An operation's path and literal query, such as <c>/prod/tags/{resource-arn}</c> or <c>/{Bucket}/{Key+}?uploads</c>. Specification: Smithy http trait.</summary>
public sealed class UriTemplate
{
    private readonly string[] _segments;
    private readonly int _greedy;

    /// <summary>Reads a template as models publish it.</summary>
    public UriTemplate(string text)
    {
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? text : text[..question];
        _segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        _greedy = Array.FindIndex(_segments, segment => segment.EndsWith("+}", StringComparison.Ordinal));
        LiteralQuery = question < 0 ? [] : [.. text[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Literal)];
        LiteralSegments = _segments.Count(segment => !segment.StartsWith('{'));
    }

    /// <summary>Query parameters that must be there; a null value means any.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> LiteralQuery { get; }

    /// <summary>How many segments are not labels.</summary>
    public int LiteralSegments { get; }

    /// <summary>Whether the last label takes the rest of the path.</summary>
    public bool IsGreedy => _greedy >= 0;

    /// <summary>Matches a path as sent; labels are handed back as sent too, for an encoded slash is not a separator.</summary>
    /// <returns>The labels, or null when the path is another.</returns>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        var parts = path.Length == 0 ? [] : path[1..].Split('/');
        if (parts is [.., ""] && (_greedy < 0 || parts.Length - 1 < _segments.Length))
        {
            parts = parts[..^1];
        }

        if (_greedy < 0)
        {
            return parts.Length == _segments.Length ? Match(_segments, parts, []) : null;
        }

        if (parts.Length < _segments.Length)
        {
            return null;
        }

        var after = _segments.Length - _greedy - 1;
        var rest = string.Join('/', parts[_greedy..^after]);
        return Match(_segments, [.. parts[.._greedy], rest, .. parts[^after..]], []);
    }

    private static Dictionary<string, string>? Match(string[] segments, string[] parts, Dictionary<string, string> labels)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            if (!segments[i].StartsWith('{'))
            {
                if (parts[i] != segments[i])
                {
                    return null;
                }
            }
            else if (parts[i].Length == 0)
            {
                return null;
            }
            else
            {
                labels[segments[i].Trim('{', '+', '}')] = parts[i];
            }
        }

        return labels;
    }

    private static KeyValuePair<string, string?> Literal(string text) => text.Split('=', 2) switch
    {
        [var name, { Length: > 0 } value] => new(name, value),
        [var name, ..] => new(name, null),
        _ => new(text, null),
    };
}
