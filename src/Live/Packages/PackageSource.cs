using Headwater.Log;

namespace Headwater.Live.Packages;

/// <summary>One source of a package: what was seen of its log, and since when it stands still. Owned by the follower's loop; counters may be read anywhere.</summary>
internal sealed class PackageSource(PackageFeed feed, long now)
{
    private LogSnapshot? _seen;
    private long _advanced = now;
    private long _ingressBytes;

    public PackageFeed Feed => feed;

    /// <summary>The tracks that are taken, as of the last <see cref="Look"/>.</summary>
    public List<TrackSnapshot> Taken { get; private set; } = [];

    /// <summary>The log as of the last <see cref="Look"/>.</summary>
    public LogSnapshot Snapshot => _seen ?? LogSnapshot.Empty;

    /// <summary>End of the newest media that counts; null without media.</summary>
    public TimeSpan? Head { get; private set; }

    /// <summary>Bytes that were taken.</summary>
    public long IngressBytes => Volatile.Read(ref _ingressBytes);

    /// <summary>When its head moved last, by the clock's stamp.</summary>
    public long Advanced => Volatile.Read(ref _advanced);

    public void Count(int bytes) => Volatile.Write(ref _ingressBytes, _ingressBytes + bytes);

    /// <summary>Looks at the log.</summary>
    public void Look(long stamp)
    {
        var snapshot = feed.Log.Snapshot;
        if (ReferenceEquals(snapshot, _seen))
        {
            return;
        }

        _seen = snapshot;
        Taken = SourceTracks.Taken(snapshot, feed.Plan.Renditions);
        var head = SourceTracks.Head(Taken);
        if (head != Head)
        {
            Head = head;
            Volatile.Write(ref _advanced, stamp);
        }
    }
}
