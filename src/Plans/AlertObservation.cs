namespace Headwater.Plans;

/// <summary>Something an operator should know.</summary>
/// <param name="Id">The same for the same condition of the same channel while it is set.</param>
/// <param name="Kind">What happened, such as <c>input-lost</c>, <c>video-missing</c>, <c>audio-missing</c>, <c>encoder-replaced</c>, <c>encoder-slow</c>, <c>output-failed</c>, <c>double-publishing</c>, <c>storage</c>.</param>
/// <param name="Message">For a person.</param>
/// <param name="Set">When it began.</param>
/// <param name="Cleared">When it ended, or null.</param>
public sealed record AlertObservation(string Id, string Kind, string Message, DateTimeOffset Set, DateTimeOffset? Cleared);
