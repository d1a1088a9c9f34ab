using Headwater.Documents;
using Headwater.Objects.Store;

namespace Headwater.Objects.Listing;

/// <summary>Reads a page of entries, keys that share a prefix shown as one.</summary>
/// <remarks>What one common prefix or one key's older versions hide is jumped over, not read: the cost is that of the page.</remarks>
/// <typeparam name="T">An entry.</typeparam>
internal sealed class RollUp<T>(DocumentSet<T> documents, ListQuery query, Func<T, (string Key, string Id)> nameOf)
    where T : class
{
    // Older versions of one key that are read over before it is cheaper to look for the next key.
    private const int Patience = 8;

    private readonly List<T> _items = [];
    private readonly List<string> _prefixes = [];
    private string? _cursor;
    private string? _nextKey;
    private string? _nextId;
    private string? _previousKey;
    private int _repeats;
    private bool _isTruncated;

    /// <summary>Whether only each key's first entry counts; the others are not shown.</summary>
    public bool FirstOfKeyOnly { get; init; }

    /// <summary>Whether an entry is shown.</summary>
    public Func<T, bool> IsShown { get; init; } = _ => true;

    /// <summary>Told of each entry that is shown whether it is its key's first.</summary>
    public Action<T, bool>? OnShown { get; init; }

    /// <summary>Reads the page.</summary>
    /// <param name="start">Id behind which it begins; null from the start.</param>
    /// <param name="isWithinKey">The start is in the middle of a key's entries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ListPage<T>> ReadAsync(string? start, bool isWithinKey, CancellationToken cancellationToken)
    {
        _cursor = start;
        _previousKey = isWithinKey ? query.AfterKey : null;
        if (query.Limit > 0)
        {
            while (await ReadRunAsync(cancellationToken))
            {
            }
        }

        return new ListPage<T>(_items, _prefixes, _isTruncated, _isTruncated ? _nextKey : null, _isTruncated ? _nextId : null);
    }

    // Reads until the page is full, the list ends, or it pays to begin again further on; true for the last.
    private async ValueTask<bool> ReadRunAsync(CancellationToken cancellationToken)
    {
        await foreach (var document in documents.ListAsync(cancellationToken, ObjectKey.Encode(query.Prefix), _cursor))
        {
            _cursor = document.Id;
            var step = Take(document.Value);
            if (step != Step.Next)
            {
                return step == Step.Jump;
            }
        }

        return false;
    }

    private Step Take(T entry)
    {
        var (key, id) = nameOf(entry);
        var isFirst = key != _previousKey;
        _repeats = isFirst ? 0 : _repeats + 1;
        _previousKey = key;
        if (FirstOfKeyOnly && !isFirst)
        {
            return _repeats < Patience ? Step.Next : JumpBehind(ObjectKey.Encode(key) + ObjectKey.End + ObjectKey.Last);
        }

        if (!IsShown(entry))
        {
            return Step.Next;
        }

        if (_items.Count + _prefixes.Count == query.Limit)
        {
            _isTruncated = true;
            return Step.End;
        }

        return CommonPrefixOf(key) is { } prefix ? ShowPrefix(prefix) : Show(entry, key, id, isFirst);
    }

    private Step Show(T entry, string key, string id, bool isFirst)
    {
        _items.Add(entry);
        OnShown?.Invoke(entry, isFirst);
        (_nextKey, _nextId) = (key, id);
        return Step.Next;
    }

    private Step ShowPrefix(string prefix)
    {
        // A page that ended with this prefix was followed by this one.
        if (prefix != query.AfterKey)
        {
            _prefixes.Add(prefix);
            (_nextKey, _nextId) = (prefix, null);
        }

        return JumpBehind(ObjectKey.Encode(prefix) + ObjectKey.Last);
    }

    private Step JumpBehind(string id)
    {
        _cursor = id;
        _previousKey = null;
        return Step.Jump;
    }

    private string? CommonPrefixOf(string key)
    {
        if (string.IsNullOrEmpty(query.Delimiter))
        {
            return null;
        }

        var found = key.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
        return found < 0 ? null : key[..(found + query.Delimiter.Length)];
    }

    private enum Step
    {
        Next,
        Jump,
        End,
    }
}
