using Headwater.Foundation;

namespace Headwater.Live.Transcoding;

/// <summary>
/// The source samples that an encoder was given or still has to be given. The encoder's place moves through them; a new encoder starts again at the oldest.
/// One appender, one reader; thread-safe.
/// </summary>
internal sealed class SourceWindow(TranscodeSupervision bounds)
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _cursor;
    private long _bytes;
    private long _pendingBytes;
    private bool _ended;
    private TimeSpan? _newestVideo;
    private TimeSpan? _newestAudio;

    /// <summary>Presentation time of the newest picture since the Unix epoch; null before the first.</summary>
    public TimeSpan? NewestVideo
    {
        get
        {
            lock (_gate)
            {
                return _newestVideo;
            }
        }
    }

    /// <summary>Presentation time of the newest sound since the Unix epoch; null before the first.</summary>
    public TimeSpan? NewestAudio
    {
        get
        {
            lock (_gate)
            {
                return _newestAudio;
            }
        }
    }

    /// <summary>Whether <see cref="End"/> was called.</summary>
    public bool Ended
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    /// <summary>Waits while too much is pending; not once the window was ended.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_ended || !IsFull())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Appends a sample, whatever is pending.</summary>
    /// <exception cref="InvalidOperationException">The window was ended.</exception>
    public void Append(EquatableList<TrackFormat> formats, MediaSample sample)
    {
        lock (_gate)
        {
            if (_ended)
            {
                throw new InvalidOperationException("the source was completed");
            }

            Add(formats, sample);
        }
    }

    /// <summary>Appends a sample; waits while too much is pending.</summary>
    /// <exception cref="InvalidOperationException">The window was ended.</exception>
    public async ValueTask AppendAsync(EquatableList<TrackFormat> formats, MediaSample sample, CancellationToken cancellationToken)
    {
        await WaitForRoomAsync(cancellationToken);
        Append(formats, sample);
    }

    /// <summary>Says that no further sample comes.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Signal();
        }
    }

    /// <summary>The oldest sample, where a new encoder begins; null when the window has ended and is empty. Moves the encoder's place there.</summary>
    public async ValueTask<SourceHead?> RewindAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                _cursor = 0;
                _pendingBytes = _bytes;
                if (_entries.Count > 0)
                {
                    var first = _entries[0];
                    return new SourceHead(first.Formats, new MediaTime(first.Sample.DecodeTicks, first.Timescale), first.Presentation);
                }

                if (_ended)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The next sample for an encoder of these formats, or null when there is none any more: the source has ended or goes on with other formats.</summary>
    public async ValueTask<MediaSample?> NextAsync(EquatableList<TrackFormat> formats, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_cursor < _entries.Count)
                {
                    var entry = _entries[_cursor];
                    if (!ReferenceEquals(entry.Formats, formats))
                    {
                        return null;
                    }

                    _cursor++;
                    _pendingBytes -= entry.Sample.Payload.Length;
                    Signal();
                    return entry.Sample;
                }

                if (_ended)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives up what no new encoder needs: all before the random access point ahead of the one that leads to what the slowest output shows.</summary>
    /// <param name="lag">How far the slowest output is behind the source.</param>
    public void Release(TimeSpan lag)
    {
        lock (_gate)
        {
            var published = Newest() - lag;
            var needed = 0;
            var leading = 0;
            for (var i = 0; i < _cursor && _entries[i].Presentation <= published; i++)
            {
                if (_entries[i].Boundary)
                {
                    (needed, leading) = (leading, i);
                }
            }

            Drop(needed);
        }
    }

    /// <summary>Gives up all samples of these formats: they are encoded to their end. False when nothing follows any more.</summary>
    public bool ReleaseAll(EquatableList<TrackFormat> formats)
    {
        lock (_gate)
        {
            var count = _entries.FindIndex(entry => !ReferenceEquals(entry.Formats, formats));
            Drop(count < 0 ? _entries.Count : count);
            Signal();
            return _entries.Count > 0 || !_ended;
        }
    }

    /// <summary>Gives up what the encoder was given: it may be what it fails on.</summary>
    public void ReleaseGiven()
    {
        lock (_gate)
        {
            Drop(_cursor);
            Signal();
        }
    }

    private TimeSpan Newest() => _newestVideo > _newestAudio || _newestAudio is null ? _newestVideo ?? TimeSpan.MinValue : _newestAudio.Value;

    private bool IsFull() =>
        _cursor < _entries.Count
        && (_pendingBytes >= bounds.PendingBytes || Newest() - _entries[_cursor].Presentation >= bounds.PendingDuration);

    private void Add(EquatableList<TrackFormat> formats, MediaSample sample)
    {
        var format = formats[sample.Track];
        var presentation = new MediaTime(sample.PresentationTicks, format.Timescale).ToTimeSpan();
        var boundary = sample.RandomAccess && (format.Kind == TrackKind.Video || formats.All(other => other.Kind != TrackKind.Video));
        _entries.Add(new Entry(formats, sample, format.Timescale, presentation, boundary));
        _bytes += sample.Payload.Length;
        _pendingBytes += sample.Payload.Length;
        ref var newest = ref (format.Kind == TrackKind.Video ? ref _newestVideo : ref _newestAudio);
        newest = newest > presentation ? newest : presentation;
        while (_cursor > 0 && (_bytes > bounds.ReplayBytes || Newest() - _entries[0].Presentation > bounds.ReplayDuration))
        {
            DropOldestGroup();
        }

        Signal();
    }

    /// <summary>Drops up to the next random access point, or all that the encoder has had.</summary>
    private void DropOldestGroup()
    {
        var next = _entries.FindIndex(1, entry => entry.Boundary);
        Drop(next < 0 || next > _cursor ? _cursor : next);
    }

    private void Drop(int count)
    {
        if (count == 0)
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            _bytes -= _entries[i].Sample.Payload.Length;
            _pendingBytes -= i >= _cursor ? _entries[i].Sample.Payload.Length : 0;
        }

        _entries.RemoveRange(0, count);
        _cursor = Math.Max(0, _cursor - count);
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly record struct Entry(EquatableList<TrackFormat> Formats, MediaSample Sample, uint Timescale, TimeSpan Presentation, bool Boundary);
}

/// <summary>Where a new encoder begins.</summary>
/// <param name="Formats">The source's tracks.</param>
/// <param name="Decode">Decode time of the first sample.</param>
/// <param name="Presentation">Its presentation time since the Unix epoch.</param>
internal sealed record SourceHead(EquatableList<TrackFormat> Formats, MediaTime Decode, TimeSpan Presentation);
