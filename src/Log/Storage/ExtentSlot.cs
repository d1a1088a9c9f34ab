namespace Headwater.Log.Storage;

/// <summary>One extent of the <see cref="ExtentTable"/>, which guards its members.</summary>
internal sealed class ExtentSlot(long firstSequence)
{
    /// <summary>The extent's first sequence.</summary>
    public long First => firstSequence;

    /// <summary>The open extent; set while somebody uses the slot.</summary>
    public ILogExtent? Open { get; set; }

    /// <summary>How many are reading, writing or flushing it.</summary>
    public int Users { get; set; }

    /// <summary>Whether the log no longer retains it. Read by any thread.</summary>
    public bool Dropped
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>When it was last used, on the table's own count.</summary>
    public long LastUse { get; set; }

    /// <summary>Whether a flush of it failed, so that nothing more should be entrusted to it. Any thread.</summary>
    public bool Faulted
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }
}
