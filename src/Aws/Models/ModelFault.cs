namespace Headwater.Aws.Models;

/// <summary>A value of a request that does not fit the model.</summary>
/// <param name="Path">Where it is: member names, numbers of list elements from 0, keys of maps.</param>
/// <param name="Shape">What it should be.</param>
/// <param name="Kind">What is demanded.</param>
/// <param name="Value">What it is, as text; null when it is missing or must not be shown.</param>
public sealed record ModelFault(IReadOnlyList<object> Path, Shape Shape, ConstraintKind Kind, string? Value)
{
    /// <summary>The path as <c>inputs[0].name</c>, by a naming of members.</summary>
    public string Show(Func<string, string> name)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in Path)
        {
            if (part is int index)
            {
                text.Append('[').Append(index).Append(']');
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(name((string)part));
            }
        }

        return text.ToString();
    }
}
