using Headwater.Foundation;

namespace Headwater.Formats.Amf;

/// <summary>Looks members up by name.</summary>
internal static class AmfMembers
{
    /// <summary>The last member of that name, or null.</summary>
    public static AmfValue? Find(EquatableList<AmfMember> members, string name)
    {
        for (var index = members.Count - 1; index >= 0; index--)
        {
            if (members[index].Name == name)
            {
                return members[index].Value;
            }
        }

        return null;
    }

    /// <summary>The member of that name of an object or ECMA array; null when it is neither or has none.</summary>
    public static AmfValue? Find(AmfValue? value, string name) => value switch
    {
        AmfObject named => named.Find(name),
        AmfEcmaArray array => array.Find(name),
        _ => null,
    };
}
