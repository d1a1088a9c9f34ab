using Headwater.Log.Tests.Support;
using Headwater.Storage.Files;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

public sealed class MediaLogAllocationTests
{
    private const int BytesPerAppend = 120;
    private const int Appends = 10_000;

    /// <summary>The index needs 72 bytes for a fragment; nothing else may be left for the collector.</summary>
    [Fact]
    public async Task Append_OfAFragment_AllocatesOnlyWhatTheIndexNeeds()
    {
        using var directory = new TemporaryDirectory();
        await using var log = await MediaLog.OpenAsync(
            FileLogStorage.Open(directory.Path), new(), new FakeTimeProvider(), null, TestContext.Current.CancellationToken);
        await log.AppendAsync(Records.Config(), CancellationToken.None);
        var fragments = Enumerable.Range(0, Appends + 1_000).Select(n => Records.Fragment(n, payloadBytes: 200)).ToList();

        // On one thread, so that its count is the appends' and nobody else's.
        var allocated = await Task.Run(() =>
        {
            AppendAll(fragments[..1_000]);
            var measured = fragments[1_000..];
            var before = GC.GetAllocatedBytesForCurrentThread();
            AppendAll(measured);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.InRange(allocated / Appends, 0, BytesPerAppend);
        TestContext.Current.TestOutputHelper?.WriteLine($"{(double)allocated / Appends:F1} bytes per append");

        void AppendAll(List<Fragment> some)
        {
            foreach (var fragment in some)
            {
                var append = log.AppendAsync(fragment, CancellationToken.None);
                Assert.True(append.IsCompletedSuccessfully);
            }
        }
    }
}
