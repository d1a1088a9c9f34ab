using System.Diagnostics;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Waits for what other processes do: looks again and again until it is so or a deadline has passed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>The first value that is not null; when none comes in time, the test fails with what was awaited and what <paramref name="evidence"/> says.</summary>
    public static async Task<T> GetAsync<T>(string what, TimeSpan deadline, Func<Task<T?>> look, Func<string>? evidence = null)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(began) > deadline)
            {
                throw new TimeoutException($"not within {deadline.TotalSeconds:0} s: {what}. {evidence?.Invoke()}");
            }

            await Task.Delay(Period, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(string what, TimeSpan deadline, Func<Task<bool>> look, Func<string>? evidence = null) =>
        GetAsync(what, deadline, async () => await look() ? "" : null, evidence);

    public static Task TrueAsync(string what, TimeSpan deadline, Func<bool> look, Func<string>? evidence = null) =>
        TrueAsync(what, deadline, () => Task.FromResult(look()), evidence);
}
