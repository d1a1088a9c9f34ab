using Headwater.Aws.Calls;

namespace Headwater.Aws.Protocols;

/// <summary>A name and value of a query string or form.</summary>
/// <param name="Name">Decoded.</param>
/// <param name="Value">Decoded; empty for a flag.</param>
public readonly record struct QueryParameter(string Name, string Value)
{
    private const int MaxParameters = 100_000;

    /// <summary>Reads <c>a=b&amp;c&amp;d=</c>; plus signs are spaces.</summary>
    /// <exception cref="AwsException">It is not UTF-8, or has more parameters than any request needs.</exception>
    public static IReadOnlyList<QueryParameter> ReadAll(ReadOnlySpan<char> text)
    {
        var parameters = new List<QueryParameter>();
        foreach (var range in text.Split('&'))
        {
            var part = text[range];
            if (part.IsEmpty)
            {
                continue;
            }

            if (parameters.Count == MaxParameters)
            {
                throw new AwsException("MalformedQueryString", $"There are more than {MaxParameters} parameters.");
            }

            var equals = part.IndexOf('=');
            var name = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? default : part[(equals + 1)..];
            parameters.Add(new QueryParameter(Percent.Decode(name, plusIsSpace: true), Percent.Decode(value, plusIsSpace: true)));
        }

        return parameters;
    }
}
