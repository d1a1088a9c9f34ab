namespace Headwater.Log;

/// <summary>Something the operator of a log must hear of. Raised once when it begins, by the thread that met it; the receiver returns at once.</summary>
public abstract record LogAlert
{
    private protected LogAlert()
    {
    }

    /// <summary>The storage is full and nothing older may be given up: records are dropped from here on.</summary>
    public sealed record DiskFull : LogAlert;

    /// <summary>Records are stored again after <see cref="DiskFull"/> or <see cref="StorageFault"/> had dropped some.</summary>
    /// <param name="DroppedRecords">How many records were dropped in between.</param>
    public sealed record StorageRecovered(long DroppedRecords) : LogAlert;

    /// <summary>Media inside the promise was given up for want of room.</summary>
    /// <param name="Promised">The promise.</param>
    /// <param name="Kept">How much media is still readable.</param>
    public sealed record RetentionShortened(TimeSpan Promised, TimeSpan Kept) : LogAlert;

    /// <summary>Opening the log dropped bytes at its end that were no whole record: the last write had not completed.</summary>
    /// <param name="Extent">The extent's first sequence.</param>
    /// <param name="DroppedBytes">How many bytes.</param>
    public sealed record TornTailDropped(long Extent, long DroppedBytes) : LogAlert;

    /// <summary>The storage failed in another way than being full, or lost what it had stored.</summary>
    /// <param name="Detail">What was being done, on which extent, and what was lost.</param>
    /// <param name="Cause">What the storage said; null when its bytes are wrong.</param>
    public sealed record StorageFault(string Detail, IOException? Cause) : LogAlert;
}
