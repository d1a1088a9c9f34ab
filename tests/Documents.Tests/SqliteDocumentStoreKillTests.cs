using System.Globalization;
using Headwater.Documents.Sqlite;
using Headwater.Documents.Tests.Support;

namespace Headwater.Documents.Tests;

public sealed class SqliteDocumentStoreKillTests
{
    // A different moment each round; the seed makes a failure repeatable as far as a kill can be.
    private const int Seed = 20261122;
    private const int MostAcknowledgedBeforeTheKill = 120;

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("HEADWATER_CRASH_ROUNDS") ?? "30", CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>SIGKILL amid the commits of four writers, again and again on the same file: law 8.</summary>
    [Fact]
    public async Task Writers_Killed_LoseNothingThatWasAcknowledgedAndLeaveNoHalfCommit()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("documents.db");
        var random = new Random(Seed);
        var acknowledged = new long[KilledWriter.Writers];
        for (var round = 0; round < Rounds; round++)
        {
            await KillAfterAsync(path, random.Next(1, MostAcknowledgedBeforeTheKill), acknowledged);

            await using var store = SqliteDocumentStore.Open(path);
            for (var writer = 0; writer < KilledWriter.Writers; writer++)
            {
                await AssertWholeAsync(store, writer, acknowledged[writer]);
            }
        }
    }

    /// <summary>Kills the writers once so much is acknowledged; what they print later counts too.</summary>
    private static async Task KillAfterAsync(string path, int count, long[] acknowledged)
    {
        using var child = KilledWriter.Start(path);
        try
        {
            var message = new byte[2 * sizeof(long)];
            var seen = 0;
            while (await child.StandardOutput.BaseStream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, Cancellation) == message.Length)
            {
                acknowledged[BitConverter.ToInt64(message, 0)] = BitConverter.ToInt64(message, sizeof(long));
                if (++seen == count)
                {
                    child.Kill();
                }
            }

            Assert.True(seen >= count, $"The writers ended by themselves after {seen}.");
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(Cancellation);
        }
    }

    private static async Task AssertWholeAsync(SqliteDocumentStore store, int writer, long acknowledged)
    {
        var first = await NumberAsync(store, "first", writer);
        Assert.True(first >= acknowledged, $"Writer {writer}: {acknowledged} was acknowledged, {first} is left.");
        Assert.Equal(first, await NumberAsync(store, "second", writer));

        var steps = await store.ListAsync("step", $"{writer}-", null, Cancellation).Select(document => document.Key.Id).ToListAsync(Cancellation);
        var oldest = Math.Max(1, first - KilledWriter.StepsKept + 1);
        Assert.Equal(Enumerable.Range(0, (int)(first - oldest + 1)).Select(n => KilledWriter.StepId(writer, oldest + n)), first == 0 ? [] : steps);
    }

    private static async Task<long> NumberAsync(SqliteDocumentStore store, string collection, int writer) =>
        await store.FindAsync(new(collection, $"{writer}"), Cancellation) is { } found ? long.Parse(found.Content.Span, CultureInfo.InvariantCulture) : 0;
}
