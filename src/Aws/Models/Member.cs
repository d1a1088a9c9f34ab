namespace Headwater.Aws.Models;

/// <summary>A use of a shape: a structure's member, a list's element, a map's key or value. Immutable once its model is read.</summary>
public sealed class Member
{
    /// <summary>Its name in the model and in canonical documents.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public required Shape Shape { get; init; }

    /// <summary>Where it travels in the REST protocols.</summary>
    public MemberLocation Location { get; init; }

    /// <summary>The name the model gives it on the wire, or null when it is <see cref="Name"/>.</summary>
    public string? LocationName { get; init; }

    /// <summary>Its name on the wire.</summary>
    public string WireName => LocationName ?? Name;

    /// <summary>A list or map without an element around it.</summary>
    public bool IsFlattened { get; init; }

    /// <summary>Bytes that are not in the document: they stream.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>An attribute of its parent's element.</summary>
    public bool IsXmlAttribute { get; init; }

    /// <summary>JSON carried as text.</summary>
    public bool IsJsonValue { get; init; }

    /// <summary>Made up for the caller when it is missing.</summary>
    public bool IsIdempotencyToken { get; init; }

    /// <summary>The namespace its element declares, or null.</summary>
    public XmlNamespaceName? XmlNamespace { get; init; }

    /// <summary>How a moment is written here; null: the protocol's usual way.</summary>
    public TimestampFormat? TimestampFormat { get; init; }
}
