namespace Headwater.Live.Transcoding;

/// <summary>Tells whether an encoder keeps up with its source. One thread at a time.</summary>
internal sealed class OverloadWatch(string job, TranscodeSupervision supervision, TimeProvider time, Action<TranscodeAlert> alert)
{
    private long? _since;
    private bool _overloaded;

    /// <summary>Notes how far the outputs are behind; raises and clears the alert.</summary>
    /// <param name="lag">Newest source time less the slowest output's.</param>
    /// <param name="readerHolds">Whether the outputs' reader, and not the encoder, holds things up.</param>
    /// <param name="renditionToDrop">What the alert names.</param>
    public void Observe(TimeSpan lag, bool readerHolds, string? renditionToDrop)
    {
        if (lag <= supervision.LagLimit || readerHolds)
        {
            _since = null;
            if (_overloaded && lag <= supervision.LagLimit / 2)
            {
                _overloaded = false;
                alert(new EncoderKeepsUp(job));
            }

            return;
        }

        _since ??= time.GetTimestamp();
        if (!_overloaded && time.GetElapsedTime(_since.Value) >= supervision.OverloadedAfter)
        {
            _overloaded = true;
            alert(new EncoderOverloaded(job, lag, renditionToDrop));
        }
    }
}
