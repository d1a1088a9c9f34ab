namespace Headwater.Log;

/// <summary>Decoder state really changes here: what follows on any track does not continue what came before.</summary>
public sealed record Discontinuity : LogRecord;
