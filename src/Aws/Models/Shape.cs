using System.Collections.Frozen;

namespace Headwater.Aws.Models;

/// <summary>A type of a service's model. Immutable once its model is read; shapes may contain themselves.</summary>
public sealed class Shape
{
    private FrozenDictionary<string, Member> _byName = FrozenDictionary<string, Member>.Empty;
    private FrozenDictionary<string, Member> _byWireName = FrozenDictionary<string, Member>.Empty;

    /// <summary>Its name in the model.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ShapeKind Kind { get; init; }

    /// <summary>A structure's members in the model's order; empty for other kinds.</summary>
    public IReadOnlyList<Member> Members { get; private set; } = [];

    /// <summary>Names of the members that must be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>A list's element; null for other kinds.</summary>
    public Member? Element { get; private set; }

    /// <summary>A map's key; null for other kinds.</summary>
    public Member? Key { get; private set; }

    /// <summary>A map's value; null for other kinds.</summary>
    public Member? Value { get; private set; }

    /// <summary>Least number, length in characters or bytes, or count; null when the model does not say.</summary>
    public double? Min { get; init; }

    /// <summary>Greatest number, length or count; null when the model does not say.</summary>
    public double? Max { get; init; }

    /// <summary>What a text must fit as a whole; null when the model does not say.</summary>
    public ShapePattern? Pattern { get; init; }

    /// <summary>The words a text may be, in the model's order; empty when it is free.</summary>
    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>Name of the member that is the whole body, or null.</summary>
    public string? Payload { get; init; }

    /// <summary>Exactly one member is set.</summary>
    public bool IsUnion { get; init; }

    /// <summary>Must not be logged.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>An event stream.</summary>
    public bool IsEventStream { get; init; }

    /// <summary>An error that operations end with.</summary>
    public bool IsError { get; init; }

    /// <summary>The error's code in the query protocol; null: the shape's name.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The error's HTTP status; null when the model does not say.</summary>
    public int? ErrorStatus { get; init; }

    /// <summary>The service's fault, not its caller's.</summary>
    public bool IsServiceFault { get; init; }

    /// <summary>Name of its element where it is the root of a body; null when the model does not say.</summary>
    public string? LocationName { get; init; }

    /// <summary>The namespace its element declares, or null.</summary>
    public XmlNamespaceName? XmlNamespace { get; init; }

    /// <summary>A structure's member by its name, or null.</summary>
    public Member? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A structure's member by its name on the wire, or null.</summary>
    public Member? FindByWireName(string wireName) => _byWireName.GetValueOrDefault(wireName);

    /// <summary>The member that is the whole body, or null.</summary>
    public Member? PayloadMember => Payload is null ? null : Find(Payload);

    internal void Complete(IReadOnlyList<Member> members, Member? element, Member? key, Member? value)
    {
        (Members, Element, Key, Value) = (members, element, key, value);
        _byName = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);
        _byWireName = members.DistinctBy(member => member.WireName).ToFrozenDictionary(member => member.WireName, StringComparer.Ordinal);
    }
}
