namespace Headwater.Live.Transcoding;

/// <summary>What an encoder was given since it last gave something. Thread-safe.</summary>
internal sealed class EncoderDebt(TranscodeSupervision supervision, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _since;
    private TimeSpan _first;
    private TimeSpan _last;
    private bool _giving;

    /// <summary>How long ago the oldest unanswered sample was given.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (_gate)
            {
                return _since is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>A sample of this decode time is about to be given.</summary>
    public void Give(TimeSpan decode)
    {
        lock (_gate)
        {
            if (_since is null)
            {
                _first = decode;
                _since = time.GetTimestamp();
            }

            _last = decode;
            _giving = true;
        }
    }

    /// <summary>The encoder has taken it.</summary>
    public void Given()
    {
        lock (_gate)
        {
            _giving = false;
        }
    }

    /// <summary>The encoder was told that nothing more comes: it owes its end.</summary>
    public void GiveEnd()
    {
        lock (_gate)
        {
            _since = time.GetTimestamp();
            _giving = true;
        }
    }

    /// <summary>The encoder gave something, or could not because nobody took it.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            _since = _giving ? time.GetTimestamp() : null;
            _first = _last;
        }
    }

    /// <summary>
    /// Whether an answer is overdue: the encoder does not take what it is given, or has taken so much that something should have come.
    /// A source that falls silent after a few samples is not the encoder's fault.
    /// </summary>
    public bool IsOverdue(TimeSpan patience)
    {
        lock (_gate)
        {
            return _since is { } since && time.GetElapsedTime(since) >= patience
                && (_giving || _last - _first >= supervision.StuckAfter / 2);
        }
    }
}
