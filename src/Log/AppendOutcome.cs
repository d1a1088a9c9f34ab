namespace Headwater.Log;

/// <summary>The outcomes of an append.</summary>
public enum AppendOutcome
{
    /// <summary>Stored: it survives the end of the process and is in every later snapshot.</summary>
    Appended,

    /// <summary>See <see cref="AppendResult.Unchanged"/>.</summary>
    Unchanged,

    /// <summary>See <see cref="AppendResult.Dropped"/>.</summary>
    Dropped,
}
