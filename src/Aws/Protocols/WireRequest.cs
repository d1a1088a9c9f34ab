namespace Headwater.Aws.Protocols;

/// <summary>A request as it came, without a server around it. Owned by the call.</summary>
public sealed class WireRequest
{
    private IReadOnlyList<QueryParameter>? _query;

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as sent: percent-encoded, with its first slash, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query as sent, without its question mark; empty when there is none.</summary>
    public string QueryText { get; init; } = "";

    /// <summary>Headers by any case; several lines of one name are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The whole body, decompressed; empty when it streams or there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The query's parameters in order, decoded.</summary>
    /// <exception cref="Calls.AwsException">A parameter is not UTF-8.</exception>
    public IReadOnlyList<QueryParameter> Query => _query ??= QueryParameter.ReadAll(QueryText);

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The first query parameter of that name, or null; a flag without a value is empty.</summary>
    public string? Parameter(string name)
    {
        foreach (var parameter in Query)
        {
            if (parameter.Name == name)
            {
                return parameter.Value;
            }
        }

        return null;
    }
}
