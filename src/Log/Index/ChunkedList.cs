namespace Headwater.Log.Index;

/// <summary>A list that grows at the end and shrinks at the front, of which views cost nothing and never change. Owned by one lock; views are free of it.</summary>
/// <remarks><code>
///   spine  [ chunk 0 | chunk 1 | chunk 2 |  -  ]      a view keeps (spine, start, count)
///            ~~~~xxxx  xxxxxxxx  xxx.....             ~ dropped   x live   . free
/// </code>
/// A slot is written once, before any view counts it. A spine is replaced, never rewritten, when chunks leave at the front; older views keep theirs.</remarks>
internal sealed class ChunkedList<T>(int chunkLength)
{
    private T[][] _spine = new T[4][];
    private int _start;
    private int _count;

    public int Count => _count;

    public T this[int index] => _spine[(_start + index) / chunkLength][(_start + index) % chunkLength];

    public void Add(T item)
    {
        var (chunk, slot) = Math.DivRem(_start + _count, chunkLength);
        if (chunk == _spine.Length)
        {
            Array.Resize(ref _spine, 2 * chunk);
        }

        _spine[chunk] ??= new T[chunkLength];
        _spine[chunk][slot] = item;
        _count++;
    }

    public void DropFront(int count)
    {
        _start += count;
        _count -= count;
        if (_start / chunkLength is > 0 and var dropped)
        {
            var used = ((_start + _count + chunkLength - 1) / chunkLength) - dropped;
            var spine = new T[Math.Max(4, used + 1)][];
            Array.Copy(_spine, dropped, spine, 0, used);
            _spine = spine;
            _start -= dropped * chunkLength;
        }
    }

    /// <summary>What the list holds now, for good.</summary>
    public IReadOnlyList<T> View() => _count == 0 ? [] : new ChunkedView<T>(_spine, chunkLength, _start, _count);
}
