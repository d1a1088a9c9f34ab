using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;
using Headwater.Aws.Protocols.Signing;

namespace Headwater.Aws.Gateway;

/// <summary>What is known of a call while it goes through the pipeline. Owned by the pipeline.</summary>
internal sealed class GatewayCall
{
    /// <summary>Names the call.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The request's headers by any case; grows by the checksums behind a streamed payload.</summary>
    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>The request as sent, which is what was signed.</summary>
    public required WireRequest Sent { get; set; }

    /// <summary>The request path-style, with its body when it does not stream.</summary>
    public WireRequest Request { get; set; } = null!;

    /// <summary>SHA-256 of the body as sent; null until it was read, and for S3.</summary>
    public string? BodyHash { get; private set; }

    /// <summary>The body as it is meant; null until it was read.</summary>
    public ReadOnlyMemory<byte>? Body { get; private set; }

    /// <summary>Which service, spoken how.</summary>
    public CallTarget? Target { get; set; }

    /// <summary>The bucket that the host name names, or null.</summary>
    public string? Bucket { get; set; }

    /// <summary>The service; null until it is known to run here.</summary>
    public MappedService? Service { get; set; }

    /// <summary>The operation; null until it is known.</summary>
    public OperationModel? Operation { get; set; }

    /// <summary>Who calls.</summary>
    public Authentication Authentication { get; set; } = Authentication.Anonymous;

    /// <summary>The canonical request; null until it was read.</summary>
    public JsonObject? Document { get; set; }

    /// <summary>What the handler sees; null until it is called.</summary>
    public CallContext? Context { get; set; }

    /// <summary>The error that ends it, or null.</summary>
    public AwsException? Error { get; set; }

    /// <summary>Keeps the body.</summary>
    /// <param name="sent">As sent; null when it was verified already.</param>
    /// <param name="meant">Decompressed.</param>
    public void KeepBody(ReadOnlyMemory<byte>? sent, ReadOnlyMemory<byte> meant)
    {
        BodyHash = sent is null ? null : SignedRequest.Hex(SHA256.HashData(sent.Value.Span));
        Body = meant;
    }

    /// <summary>The HTTP status that an answer goes with.</summary>
    public int StatusOf(WireAnswer answer) => Error is null ? Context?.ResponseStatus ?? answer.Status : answer.Status;

    /// <summary>The request with its body and another path.</summary>
    public WireRequest With(string path) => new() { Method = Sent.Method, Path = path, QueryText = Sent.QueryText, Headers = Headers, Body = Body ?? default };
}
