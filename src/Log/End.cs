namespace Headwater.Log;

/// <summary>The channel has ended; only a new run of the channel appends after it.</summary>
public sealed record End : LogRecord;
