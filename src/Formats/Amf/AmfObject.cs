using Headwater.Foundation;

namespace Headwater.Formats.Amf;

/// <summary>An object: members in the order of the wire; a name may occur twice, the last one counts.</summary>
/// <param name="Members">The members.</param>
public sealed record AmfObject(EquatableList<AmfMember> Members) : AmfValue
{
    /// <summary>The class's name; empty for an anonymous object.</summary>
    public string ClassName { get; init; } = "";

    /// <summary>The last member of that name, or null.</summary>
    public AmfValue? Find(string name) => AmfMembers.Find(Members, name);
}
