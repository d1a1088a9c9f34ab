namespace Headwater.Live.Timeline;

/// <summary>How source time becomes timeline time within a session: a line whose slope is close to one and changes seldom.</summary>
/// <remarks>All tracks of a session share one curve, so that slewing never moves them against each other. Flicks throughout.</remarks>
internal sealed class SlewCurve(long start)
{
    private const int Million = 1_000_000;

    private Piece _older = new(start, start, 0);
    private Piece _newest = new(start, start, 0);

    public int PartsPerMillion => _newest.PartsPerMillion;

    public long ToTimeline(long source) => (source >= _newest.Source ? _newest : _older).ToTimeline(source);

    /// <summary>The earliest source time that is placed at or after <paramref name="timeline"/> by the newest slope.</summary>
    public long ToSource(long timeline)
    {
        var (start, placed, partsPerMillion) = _newest;
        var distance = -Flicks.FloorDivide(-((Int128)(timeline - placed) * Million), Million + partsPerMillion);
        return start + (long)distance;
    }

    /// <summary>Changes the slope from a source time on that lies after everything placed so far.</summary>
    public void Bend(long source, int partsPerMillion)
    {
        if (source <= _newest.Source)
        {
            return;
        }

        var bent = new Piece(source, ToTimeline(source), partsPerMillion);
        _older = _newest;
        _newest = bent;
    }

    private readonly record struct Piece(long Source, long Timeline, int PartsPerMillion)
    {
        public long ToTimeline(long source)
        {
            var distance = source - Source;
            return Timeline + distance + (long)Flicks.FloorDivide((Int128)distance * PartsPerMillion, Million);
        }
    }
}
