namespace Headwater.Formats.Codecs;

/// <summary>Collects parameter sets, each only once.</summary>
internal static class NalUnitSet
{
    public static void AddOnce(List<ReadOnlyMemory<byte>>? sets, ReadOnlySpan<byte> unit)
    {
        if (sets is null)
        {
            return;
        }

        foreach (var known in sets)
        {
            if (known.Span.SequenceEqual(unit))
            {
                return;
            }
        }

        sets.Add(unit.ToArray());
    }
}
