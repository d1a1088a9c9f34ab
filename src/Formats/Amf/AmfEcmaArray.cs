using Headwater.Foundation;

namespace Headwater.Formats.Amf;

/// <summary>An associative array; ordinal elements have their index as name.</summary>
/// <param name="Members">The members in the order of the wire; when a name occurs twice the last one counts.</param>
public sealed record AmfEcmaArray(EquatableList<AmfMember> Members) : AmfValue
{
    /// <summary>The last member of that name, or null.</summary>
    public AmfValue? Find(string name) => AmfMembers.Find(Members, name);
}
