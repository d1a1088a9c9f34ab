using System.Text.Json;

namespace Headwater.Aws.Models;

/// <summary>What tells a service's calls from those of others; read for every service at start, its shapes are not.</summary>
public sealed record ServiceFacts
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Version, as query calls name it.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Service name of SigV4 credential scopes.</summary>
    public required string SigningName { get; init; }

    /// <summary>What stands before the point in X-Amz-Target, or null.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>Version of the JSON protocol: 1.0 or 1.1; null for services that do not speak it.</summary>
    public string? JsonVersion { get; init; }

    /// <summary>Namespace of XML bodies, or null.</summary>
    public string? XmlNamespace { get; init; }

    /// <summary>Errors also carry their code of the query protocol.</summary>
    public bool IsQueryCompatible { get; init; }

    /// <summary>The protocols it speaks; the model's favourite first.</summary>
    public required IReadOnlyList<WireProtocolKind> Protocols { get; init; }

    internal static ServiceFacts Read(string name, JsonElement metadata) => new()
    {
        Name = name,
        ApiVersion = Text(metadata, "apiVersion") ?? "",
        SigningName = Text(metadata, "signingName") ?? Text(metadata, "endpointPrefix") ?? name,
        TargetPrefix = Text(metadata, "targetPrefix"),
        JsonVersion = Text(metadata, "jsonVersion"),
        XmlNamespace = Text(metadata, "xmlNamespace"),
        IsQueryCompatible = metadata.TryGetProperty("awsQueryCompatible", out _),
        Protocols = [.. ProtocolNames(metadata).Select(Protocol).Distinct()],
    };

    private static IEnumerable<string> ProtocolNames(JsonElement metadata)
    {
        var favourite = Text(metadata, "protocol");
        var others = metadata.TryGetProperty("protocols", out var all) ? all.EnumerateArray().Select(item => item.GetString()!) : [];
        return favourite is null ? others : others.Prepend(favourite);
    }

    private static WireProtocolKind Protocol(string name) => name switch
    {
        "rest-json" => WireProtocolKind.RestJson,
        "rest-xml" => WireProtocolKind.RestXml,
        "query" => WireProtocolKind.Query,
        "json" => WireProtocolKind.Json,
        "smithy-rpc-v2-cbor" => WireProtocolKind.RpcV2Cbor,
        _ => throw new InvalidDataException($"A model speaks {name}, which no protocol here does."),
    };

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
