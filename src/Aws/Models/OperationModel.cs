namespace Headwater.Aws.Models;

/// <summary>An operation of a service's model.</summary>
public sealed class OperationModel
{
    private UriTemplate? _uri;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>HTTP method in the REST protocols.</summary>
    public required string Method { get; init; }

    /// <summary>Path with labels, and literal query, in the REST protocols, such as <c>/{Bucket}/{Key+}?uploads</c>.</summary>
    public required string RequestUri { get; init; }

    /// <summary><see cref="RequestUri"/>, read.</summary>
    public UriTemplate Uri => _uri ??= new UriTemplate(RequestUri);

    /// <summary>HTTP status of a good answer.</summary>
    public required int ResponseStatus { get; init; }

    /// <summary>What it takes; null for nothing.</summary>
    public Shape? Input { get; init; }

    /// <summary>What it answers; null for nothing.</summary>
    public Shape? Output { get; init; }

    /// <summary>Element around the answer in the query protocol, or null.</summary>
    public string? ResultWrapper { get; init; }

    /// <summary>The errors it is known to end with.</summary>
    public IReadOnlyList<Shape> Errors { get; init; } = [];

    /// <summary>May be called by anybody.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Another operation has taken its place on the wire.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>The member whose bytes arrive as a stream, or null.</summary>
    public Member? StreamingInput => Input?.PayloadMember is { IsStreaming: true } member ? member : null;

    /// <summary>The member whose bytes are answered as a stream, or null.</summary>
    public Member? StreamingOutput => Output?.PayloadMember is { IsStreaming: true } member ? member : null;
}
