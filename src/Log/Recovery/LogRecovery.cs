using Headwater.Log.Index;
using Headwater.Log.Layout;
using Headwater.Log.Storage;
using Headwater.Log.Writing;

namespace Headwater.Log.Recovery;

/// <summary>Rebuilds the index and the writer's position from what is stored, once, before the log has readers.</summary>
/// <remarks>
/// The newest extent is verified byte by byte and what is torn at its end is cut off. Older extents were closed: their
/// headers alone are read. What is damaged there is left out and said so; what came before and after stays readable.
/// </remarks>
internal sealed class LogRecovery(ILogStorage storage, ExtentTable table, LogIndex index, Action<LogAlert> alerts)
{
    private readonly List<ExtentState> _extents = [];
    private readonly List<StagedRecord> _found = [];
    private long _newest = long.MinValue;
    private bool _begun;

    /// <summary>Where the log stands.</summary>
    public LogPosition Position { get; private set; } = new();

    /// <summary>The retained extents, oldest first.</summary>
    public IReadOnlyList<ExtentState> Extents => _extents;

    /// <summary>The newest extent, open and in use, when it may take more; else null.</summary>
    public ExtentSlot? Newest { get; private set; }

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var stored = (await storage.ListAsync(cancellationToken)).ToList();
        while (stored.Count > 0 && !await HasPreambleAsync(stored[^1], cancellationToken))
        {
            // Nothing was ever acknowledged from an extent whose first bytes are not whole.
            await storage.DeleteAsync(stored[^1].FirstSequence, cancellationToken);
            alerts(new LogAlert.TornTailDropped(stored[^1].FirstSequence, stored[^1].LengthBytes));
            stored.RemoveAt(stored.Count - 1);
        }

        for (var place = 0; place < stored.Count; place++)
        {
            var next = place + 1 < stored.Count ? stored[place + 1].FirstSequence : (long?)null;
            await RecoverAsync(stored[place], next, cancellationToken);
        }
    }

    private async ValueTask<bool> HasPreambleAsync(StoredExtent stored, CancellationToken cancellationToken)
    {
        using var opened = await storage.OpenAsync(stored.FirstSequence, cancellationToken);
        using var scan = new ExtentScan(opened, stored.LengthBytes, verify: false);
        return await scan.ReadPreambleAsync(cancellationToken) is { } position && position.NextSequence == stored.FirstSequence;
    }

    private async ValueTask RecoverAsync(StoredExtent stored, long? next, CancellationToken cancellationToken)
    {
        var opened = await storage.OpenAsync(stored.FirstSequence, cancellationToken);
        try
        {
            var extent = new ExtentState(stored.FirstSequence) { EndTime = _newest, LengthBytes = stored.LengthBytes };
            using var scan = new ExtentScan(opened, stored.LengthBytes, verify: next is null);
            if (await scan.ReadPreambleAsync(cancellationToken) is { } position && position.NextSequence == stored.FirstSequence)
            {
                position.Ended |= Position.Ended && Position.NextSequence == position.NextSequence;
                Position = position;
                index.Begin(position, oldest: !_begun);
                _begun = true;
                await FindRecordsAsync(scan, extent, next, cancellationToken);
            }

            if (next > Position.NextSequence)
            {
                alerts(new LogAlert.StorageFault($"Extent {extent.First} is damaged at byte {scan.Offset}: records {Position.NextSequence} to {next - 1} are lost.", null));
            }

            _extents.Add(extent);
            _newest = extent.EndTime;
            var mayTakeMore = next is null && await CutAsync(opened, stored, scan.Offset);
            extent.LengthBytes = mayTakeMore ? scan.Offset : stored.LengthBytes;
            var slot = table.Add(extent.First, mayTakeMore ? opened : null);
            Newest = mayTakeMore ? slot : null;
        }
        finally
        {
            if (Newest?.Open != opened)
            {
                opened.Dispose();
            }
        }
    }

    private async ValueTask FindRecordsAsync(ExtentScan scan, ExtentState extent, long? next, CancellationToken cancellationToken)
    {
        _found.Clear();
        while (!(Position.NextSequence >= next) && await scan.ReadAsync(Position.NextSequence, cancellationToken) is { } scanned)
        {
            if (!TryFollow(scanned, extent))
            {
                alerts(new LogAlert.StorageFault($"Record {scanned.Header.Sequence} of extent {extent.First} contradicts what precedes it.", null));
            }
        }

        extent.Records = _found.Count;
        index.Add(_found, extent.First, 0, Position);
    }

    /// <summary>Moves the position past a record, as its writer had.</summary>
    private bool TryFollow(in ScannedRecord scanned, ExtentState extent)
    {
        var header = scanned.Header;
        var discontinuities = Position.Discontinuities;
        var generation = 0;
        var follows = true;
        switch (header.Kind)
        {
            case RecordKind.TrackConfig:
                generation = Position.Configure((TrackConfig)scanned.Kept!).Generation;
                break;
            case RecordKind.Fragment when Position.TryFind(header.Subject, out var track) && RecordRules.IsInRange(header, track.Config.Timescale):
                generation = track.Generation;
                Position.Set(track with { HasFragment = true, DecodeTicks = header.DecodeTicks, Timescale = track.Config.Timescale });
                extent.StartTime = Math.Min(extent.StartTime, RecordRules.MediaTicks(header.DecodeTicks, track.Config.Timescale));
                extent.EndTime = Math.Max(extent.EndTime, RecordRules.MediaTicks(header.DecodeTicks + header.DurationTicks, track.Config.Timescale));
                break;
            case RecordKind.Fragment:
                follows = false;
                break;
            case RecordKind.Discontinuity:
                Position.Discontinuities++;
                break;
        }

        Position.NextSequence++;
        Position.Ended = header.Kind == RecordKind.End;
        if (follows)
        {
            _found.Add(new(header, generation, discontinuities, scanned.Offset, scanned.Kept));
        }

        return follows;
    }

    /// <summary>Cuts off what is torn; false when the storage would not, so that the next extent must supersede it.</summary>
    private async ValueTask<bool> CutAsync(ILogExtent opened, StoredExtent stored, long wholeBytes)
    {
        if (wholeBytes == stored.LengthBytes)
        {
            return true;
        }

        alerts(new LogAlert.TornTailDropped(stored.FirstSequence, stored.LengthBytes - wholeBytes));
        try
        {
            await opened.TruncateAsync(wholeBytes, CancellationToken.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
