namespace Headwater.Aws.Protocols.Cbor;

/// <summary>Counts the items of an array or the pairs of a map while they are read.</summary>
/// <param name="left">How many there are; null when a break ends them.</param>
internal struct CborItems(ulong? left)
{
    private ulong? _left = left;

    /// <summary>Whether a further item follows.</summary>
    public bool Next(ref CborCursor cursor)
    {
        if (_left is null)
        {
            return !cursor.TryReadBreak();
        }

        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }
}
