namespace Headwater.Live.Timeline;

/// <summary>Finds decode stamps that grow and never follow presentation, for sources that say it well, badly or not at all.</summary>
/// <remarks>
/// Negative composition offsets move all decode stamps ahead by the largest seen, so that presentation stays where the source has it.
/// A source without offsets whose stamps keep stepping back sends presentation times in decode order; their decode stamps
/// are then the same stamps sorted, held back by as many pictures as are out of order.
/// </remarks>
internal sealed class PictureOrder
{
    private const int DeepestReorder = 16;
    private const int StepsThatConvince = 3;
    private const int StepsAreCountedOver = 64;

    private readonly List<long> _held = new(DeepestReorder + 1);
    private long _advance;
    private long _foremost = long.MinValue;
    private int _steps;
    private int _counted;
    private int _depth;
    private bool _hasOffsets;
    private bool _sorts;

    /// <summary>The decode stamp of the next picture, in source ticks; may equal the one before where nothing better is known.</summary>
    /// <param name="stamp">The source's stamp, unwrapped.</param>
    /// <param name="offset">The source's composition offset in ticks.</param>
    /// <param name="placed">Whether the track was mapped anew, so that earlier stamps say nothing.</param>
    public long DecodeStamp(long stamp, long offset, bool placed)
    {
        if (placed)
        {
            _held.Clear();
            _foremost = long.MinValue;
        }

        _hasOffsets |= offset != 0;
        _sorts &= !_hasOffsets;
        _advance = Math.Max(_advance, -offset);
        Count(stamp);
        if (_sorts)
        {
            return _foremost = Math.Max(Sort(stamp), _foremost);
        }

        _foremost = Math.Max(stamp, _foremost);
        return stamp - _advance;
    }

    private void Count(long stamp)
    {
        if (_sorts || _hasOffsets)
        {
            return;
        }

        _steps += stamp < _foremost ? 1 : 0;
        _sorts = _steps >= StepsThatConvince;
        if (++_counted == StepsAreCountedOver)
        {
            (_counted, _steps) = (0, 0);
        }
    }

    private long Sort(long stamp)
    {
        if (stamp < _foremost)
        {
            // Too late to be sorted in: from the next picture on, more are held back.
            _depth = _held.Count == _depth ? Math.Min(_depth + 1, DeepestReorder) : _depth;
            return _foremost;
        }

        var index = _held.BinarySearch(stamp);
        _held.Insert(index < 0 ? ~index : index, stamp);
        if (_held.Count <= _depth)
        {
            return _foremost == long.MinValue ? stamp : _foremost;
        }

        var first = _held[0];
        _held.RemoveAt(0);
        return first;
    }
}
