using Headwater.Foundation;

namespace Headwater.Live.Timeline;

/// <summary>What a timeline keeps of one track: across sessions what was given out, within a session how samples are placed.</summary>
internal sealed class TimelineTrack(int index)
{
    private const uint VideoTimescale = 90_000;

    private long _nominalTicks;
    private PictureOrder _order = new();
    private AudioGrid? _grid;
    private uint _earliestTimescale;

    public int Index => index;

    /// <summary>The format of the samples that come; null before a session says.</summary>
    public TrackFormat? Format { get; private set; }

    /// <summary>The format last given out.</summary>
    public TrackFormat? Announced { get; private set; }

    /// <summary>The track's course in the present session.</summary>
    public TrackCourse Course { get; private set; } = new();

    /// <summary>Whether pictures wait for a random access point.</summary>
    public bool AwaitsRandomAccess { get; set; }

    /// <summary>Whether a sample was given out since the last discontinuity.</summary>
    public bool ContinuesDecoder { get; set; }

    /// <summary>The first decode tick that is free; good after <see cref="AlignToFormat"/>.</summary>
    public long Earliest { get; private set; }

    /// <summary>End of what was given out, in flicks.</summary>
    public long End { get; private set; }

    public long DurationTicks => _nominalTicks;

    public long? NominalFlicks => _nominalTicks > 0 && Format is { } format ? Flicks.From(_nominalTicks, format.Timescale) : null;

    /// <summary>Repaired and dropped samples that were not yet reported.</summary>
    public long UnreportedRepairs { get; set; }

    /// <inheritdoc cref="UnreportedRepairs"/>
    public long UnreportedDrops { get; set; }

    /// <summary>Begins a session that places nothing before <paramref name="floor"/> flicks.</summary>
    public void Begin(long floor)
    {
        Format = null;
        Map(floor);
    }

    /// <summary>Forgets how the source was mapped; what follows lies at or after <paramref name="floor"/> flicks.</summary>
    public void Map(long floor)
    {
        Course = new TrackCourse();
        _order = new PictureOrder();
        _grid = NewGrid();
        AwaitsRandomAccess = true;
        End = Math.Max(End, floor);
        _earliestTimescale = 0;
    }

    public void SetFormat(TrackFormat format, long sampleDurationTicks)
    {
        var timescale = format.Kind == TrackKind.Video ? VideoTimescale : format.Timescale;
        var nominal = new MediaTime(sampleDurationTicks, format.Timescale).Rescale(timescale).Ticks;
        var wanted = format with { Timescale = timescale };
        if (wanted.Equals(Format) && nominal == _nominalTicks)
        {
            return;
        }

        AwaitsRandomAccess |= !wanted.Equals(Format);
        _nominalTicks = nominal;
        Format = wanted;
        _grid = NewGrid();
    }

    /// <summary>Counts the free time in the present format's ticks.</summary>
    public void AlignToFormat()
    {
        if (Format!.Timescale != _earliestTimescale)
        {
            _earliestTimescale = Format.Timescale;
            Earliest = Flicks.ToTicksCeiling(End, _earliestTimescale);
        }
    }

    /// <summary>Finds where a sample lies whose stamp <see cref="Course"/> has taken.</summary>
    /// <param name="session">The session that mapped it.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="placed">Whether the track was mapped anew with this sample.</param>
    public Placement Place(SourceSession session, SourceSample sample, bool placed) =>
        Format!.Kind == TrackKind.Video ? PlacePicture(session, sample.CompositionOffset, placed) : PlaceSound(session, placed);

    public void Announce() => Announced = Format;

    public void Take(long decodeTicks, long presentationTicks)
    {
        var timescale = Format!.Timescale;
        var duration = Math.Max(1, _nominalTicks > 0 ? _nominalTicks : Flicks.ToTicks(Course.Step, timescale));
        Earliest = decodeTicks + 1;
        End = Math.Max(End, Flicks.From(Math.Max(decodeTicks, presentationTicks) + duration, timescale));
        AwaitsRandomAccess = false;
        ContinuesDecoder = true;
    }

    private AudioGrid? NewGrid() =>
        Format is { Kind: TrackKind.Audio } && _nominalTicks > 0 ? new AudioGrid(Format.Timescale, _nominalTicks) : null;

    private Placement PlacePicture(SourceSession session, long compositionOffset, bool placed)
    {
        var offset = session.BelievesComposition(compositionOffset) ? compositionOffset : 0;
        var stamp = _order.DecodeStamp(Course.Stamp, offset, placed);
        var decode = TicksOf(session, stamp);
        if (placed && decode < Earliest)
        {
            // Pictures cannot be dropped without harm to those that refer to them, so the epoch moves, and with it the other tracks.
            Course.Epoch!.Shift(Flicks.From(Earliest - decode, VideoTimescale));
            decode = TicksOf(session, stamp);
        }

        var presentation = TicksOf(session, Course.Stamp + offset);
        session.Present(Course.Epoch!.PositionOf(Course.Stamp + offset));
        var mended = Math.Max(decode, Earliest);
        var isRepaired = mended != decode || presentation < mended || offset != compositionOffset;
        return new Placement(mended, Math.Max(presentation, mended)) { IsRepaired = isRepaired };
    }

    private Placement PlaceSound(SourceSession session, bool placed)
    {
        session.Present(Course.Position);
        var target = TicksOf(session, Course.Stamp);
        if (_grid is null)
        {
            var mended = Math.Max(target, Earliest);
            return new Placement(mended, mended) { IsRepaired = mended != target };
        }

        var start = _grid.Place(target, Earliest, placed, out var hole);
        return start is { } ticks ? new Placement(ticks, ticks) { FollowsHole = hole } : new Placement { IsRefused = true };
    }

    private long TicksOf(SourceSession session, long stamp) =>
        Flicks.ToTicks(session.Curve!.ToTimeline(Course.Epoch!.PositionOf(stamp)), Format!.Timescale);
}

/// <summary>Where a sample lies, in ticks of its track's format.</summary>
/// <param name="DecodeTicks">Decode time.</param>
/// <param name="PresentationTicks">Presentation time, not before decode.</param>
internal readonly record struct Placement(long DecodeTicks, long PresentationTicks)
{
    /// <summary>The source's times were mended.</summary>
    public bool IsRepaired { get; init; }

    /// <summary>Sound is missing before it.</summary>
    public bool FollowsHole { get; init; }

    /// <summary>Its time is already filled: it lies nowhere.</summary>
    public bool IsRefused { get; init; }
}
