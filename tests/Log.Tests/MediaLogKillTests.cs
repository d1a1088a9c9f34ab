using System.Buffers.Binary;
using Headwater.Log.Tests.Support;
using Headwater.Storage.Files;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

public sealed class MediaLogKillTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>SIGKILL amid the appends, again and again on the same log: law 8.</summary>
    [Fact]
    public async Task Writer_Killed_LosesNothingThatItAcknowledged()
    {
        using var directory = new TemporaryDirectory();
        var acknowledged = 0L;
        foreach (var atLeast in (int[])[1, 500, 3_000, 7])
        {
            acknowledged = Math.Max(acknowledged, await KillAfterAsync(directory.Path, atLeast));

            await using var log = await MediaLog.OpenAsync(
                FileLogStorage.Open(directory.Path), new() { RetentionPromise = TimeSpan.FromDays(1) }, new FakeTimeProvider(), null, Cancellation);
            var fragments = log.Snapshot.Tracks[0].Fragments;
            Assert.True(fragments.Count >= acknowledged, $"{acknowledged} were acknowledged, {fragments.Count} are left.");
            Assert.Equal(Enumerable.Range(1, fragments.Count).Select(n => n * 45_000L), fragments.Select(fragment => fragment.DecodeTicks));
            await log.AssertIntactAsync();
        }
    }

    /// <summary>Kills the writer once it has acknowledged so many, and gives the last that it did.</summary>
    private static async Task<long> KillAfterAsync(string directory, int atLeast)
    {
        using var writer = KilledWriter.Start(directory);
        var (last, count) = (0L, 0);
        try
        {
            var number = new byte[sizeof(long)];
            while (await writer.StandardOutput.BaseStream.ReadAtLeastAsync(number, number.Length, throwOnEndOfStream: false, Cancellation) == number.Length)
            {
                last = BinaryPrimitives.ReadInt64LittleEndian(number);
                if (++count == atLeast)
                {
                    writer.Kill();
                }
            }

            Assert.True(count >= atLeast, $"The writer ended by itself after {count}.");
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(Cancellation);
        }

        return last;
    }
}
