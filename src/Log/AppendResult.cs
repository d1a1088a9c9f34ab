namespace Headwater.Log;

/// <summary>What became of an append.</summary>
/// <param name="Outcome">Stored, superfluous or lost.</param>
/// <param name="Sequence">Number of the first record that was stored; -1 when none was.</param>
public readonly record struct AppendResult(AppendOutcome Outcome, long Sequence)
{
    /// <summary>Nothing was stored because nothing would change: an equal configuration, or an end after an end.</summary>
    public static readonly AppendResult Unchanged = new(AppendOutcome.Unchanged, -1);

    /// <summary>Nothing was stored because the storage would not take it; counted in <see cref="MediaLog.DroppedRecords"/>, the cause is in an alert.</summary>
    public static readonly AppendResult Dropped = new(AppendOutcome.Dropped, -1);
}
