namespace Headwater.Documents;

/// <summary>The rules of a commit that every store holds its callers to.</summary>
public static class Commit
{
    /// <summary>Checks that every document has a name and is written at most once.</summary>
    /// <exception cref="ArgumentException">It is not so.</exception>
    public static void Check(IReadOnlyList<DocumentWrite> writes)
    {
        var seen = new HashSet<DocumentKey>(writes.Count);
        foreach (var write in writes)
        {
            ArgumentException.ThrowIfNullOrEmpty(write.Key.Collection);
            ArgumentException.ThrowIfNullOrEmpty(write.Key.Id);
            if (!seen.Add(write.Key))
            {
                throw new ArgumentException($"{write.Key} is written twice in one commit.", nameof(writes));
            }
        }
    }
}
