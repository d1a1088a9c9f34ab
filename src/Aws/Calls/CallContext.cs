using System.Net;

namespace Headwater.Aws.Calls;

/// <summary>One call of one operation: who, where, when, and what is not in the request document. Owned by the call.</summary>
public sealed class CallContext
{
    /// <summary>The account that is called; twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>The region that is called, such as <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Names the call in its answer and in logs.</summary>
    public required string RequestId { get; init; }

    /// <summary>Who calls; authorized already when a handler sees it.</summary>
    public required Principal Principal { get; init; }

    /// <summary>When the call came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Where it came from; loopback when the platform calls itself.</summary>
    public IPAddress SourceAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The client's own words; empty when it said none.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>Scheme and authority the caller used, such as <c>http://127.0.0.1:4566</c>, without a final slash.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The request's streaming payload, decoded and verified while it is read (chunked signatures, trailing checksums); null when the operation has none. Owned by the call.</summary>
    public Stream? Body { get; init; }

    /// <summary>Length of <see cref="Body"/> in bytes, decoded; null when it is not known before its end.</summary>
    public long? BodyBytes { get; init; }

    /// <summary>The answer's streaming payload; a handler sets it, the protocol layer copies and disposes it.</summary>
    public Stream? ResponseBody { get; set; }

    /// <summary>HTTP status of a good answer when it is not the model's (206, 204); null for the model's.</summary>
    public int? ResponseStatus { get; set; }

    /// <summary>Headers of the answer that the model does not know.</summary>
    public Dictionary<string, string> ResponseHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Headers of the request, for what the model does not know; by any case. Empty when the platform calls itself.
    /// When <see cref="Body"/> was read to its end, checksums that came behind it are here too.
    /// </summary>
    public IReadOnlyDictionary<string, string> RequestHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings of the request that are kept and do nothing, such as <c>inputs[0].name</c>, each with why.</summary>
    public List<string> InertSettings { get; } = [];

    /// <summary>The caller gave up, or the platform stops.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>An ARN of this account and region.</summary>
    public string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";
}
