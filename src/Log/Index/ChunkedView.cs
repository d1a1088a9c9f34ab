using System.Collections;

namespace Headwater.Log.Index;

/// <summary>What a <see cref="ChunkedList{T}"/> held at one moment.</summary>
internal sealed class ChunkedView<T>(T[][] spine, int chunkLength, int start, int count) : IReadOnlyList<T>
{
    public int Count => count;

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(index));
            var (chunk, slot) = Math.DivRem(start + index, chunkLength);
            return spine[chunk][slot];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var index = 0; index < count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
