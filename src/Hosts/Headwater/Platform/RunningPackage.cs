using System.Collections.Immutable;
using Headwater.Live.Packages;
using Headwater.Log;
using Headwater.Plans;

namespace Headwater.Hosts.Platform;

/// <summary>One package as the plane runs it: its log, and who copies into it. Changed by the plane's one caller; observed from anywhere.</summary>
internal sealed class RunningPackage(string id, MediaPlaneParts parts)
{
    private readonly object _gate = new();
    private PackageFollower? _follower;
    private ImmutableArray<PackageFeed> _feeds = [];
    private ImmutableDictionary<string, long> _ingressBefore = ImmutableDictionary<string, long>.Empty;
    private long _switchesBefore;

    /// <summary>Its log; null when it could not be opened.</summary>
    public MediaLog? Log { get; private set; }

    /// <summary>What it runs; null before it was started.</summary>
    public PackagePlan? Plan { get; private set; }

    /// <summary>Whether these sources are other ones than it follows now.</summary>
    public bool Changes(PackagePlan plan, ImmutableArray<PackageFeed> feeds) =>
        _follower is null || plan.PartDuration != Plan!.PartDuration || !feeds.SequenceEqual(_feeds);

    /// <summary>Makes the plan run on these sources; what fails is told, not thrown.</summary>
    public async ValueTask StartAsync(PackagePlan plan, ImmutableArray<PackageFeed> feeds, Func<ValueTask<MediaLog>> openLog)
    {
        try
        {
            if (Log is not { } log)
            {
                log = Log = await openLog();
            }
            else if (plan.Retention != Plan?.Retention)
            {
                log.SetRetention(plan.Retention, null);
            }

            if (Changes(plan, feeds))
            {
                var position = await EndAsync();
                var follower = new PackageFollower(plan, log, feeds, parts.Clock, parts.Loggers.CreateLogger<PackageFollower>(), position);
                lock (_gate)
                {
                    (_follower, _feeds) = (follower, feeds);
                }

                follower.Start();
            }

            Plan = plan;
        }
#pragma warning disable CA1031 // One package's failure, whatever it is, must not stop the others.
        catch (Exception fault)
        {
            PlatformEvents.NotStarted(parts.Loggers.CreateLogger<RunningPackage>(), id, fault);
        }
#pragma warning restore CA1031
    }

    /// <summary>Ends following; says where it stood. The log stays open.</summary>
    public async ValueTask<PackagePosition?> EndAsync()
    {
        if (_follower is not { } follower)
        {
            return null;
        }

        await follower.DisposeAsync();
        lock (_gate)
        {
            for (var index = 0; index < _feeds.Length; index++)
            {
                var channel = _feeds[index].Plan.ChannelId;
                _ingressBefore = _ingressBefore.SetItem(channel, _ingressBefore.GetValueOrDefault(channel) + follower.IngressBytes[index]);
            }

            _switchesBefore += follower.Switches;
            _follower = null;
        }

        return follower.Position;
    }

    /// <summary>Closes the log, after <see cref="EndAsync"/>.</summary>
    public async ValueTask CloseLogAsync()
    {
        if (Log is { } log)
        {
            Log = null;
            await log.DisposeAsync();
        }
    }

    /// <summary>What it does now.</summary>
    /// <param name="egress">What its endpoints answered.</param>
    public PackageObservation Observe(ImmutableDictionary<string, EgressObservation> egress)
    {
        lock (_gate)
        {
            var sources = Plan?.Sources.Select(source => source.ChannelId).ToList() ?? [];
            var active = _follower?.ActiveSource;
            return new PackageObservation
            {
                PackageId = id,
                ActiveSource = active is { } index ? sources.IndexOf(_feeds[index].Plan.ChannelId) : null,
                IngressBytes = [.. sources.Select(IngressOf)],
                Switches = _switchesBefore + (_follower?.Switches ?? 0),
                Egress = egress,
            };
        }
    }

    // A source whose log could not be opened has no feed, but its place in the plan.
    private long IngressOf(string channel)
    {
        var bytes = _ingressBefore.GetValueOrDefault(channel);
        for (var index = 0; _follower is { } follower && index < _feeds.Length; index++)
        {
            bytes += _feeds[index].Plan.ChannelId == channel ? follower.IngressBytes[index] : 0;
        }

        return bytes;
    }
}
