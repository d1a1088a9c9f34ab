namespace Headwater.Observe.Expressions;

/// <summary>The times at which periods begin.</summary>
/// <param name="Start">First; a multiple of <paramref name="Period"/>.</param>
/// <param name="End">Before this.</param>
/// <param name="Period">Distance.</param>
public sealed record TimeGrid(DateTimeOffset Start, DateTimeOffset End, TimeSpan Period)
{
    /// <summary>The times.</summary>
    public IEnumerable<DateTimeOffset> Times()
    {
        for (var time = Start; time < End; time += Period)
        {
            yield return time;
        }
    }
}
