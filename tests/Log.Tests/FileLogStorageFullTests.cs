using System.Diagnostics;
using Headwater.Log.Tests.Support;
using Headwater.Storage.Files;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

/// <summary>A real file system that runs full.</summary>
public sealed class FileLogStorageFullTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_OnAFullFileSystem_GivesUpTheOldestThenDropsThenGoesOn()
    {
        using var directory = new TemporaryDirectory();
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.Path), "A tmpfs cannot be mounted here: that takes root on Linux.");
        try
        {
            await FillAsync(directory.Path);
        }
        finally
        {
            await RunAsync("umount", directory.Path);
        }
    }

    private static async Task FillAsync(string directory)
    {
        List<LogAlert> alerts = [];
        var options = new MediaLogOptions { ExtentBytes = 128 << 10, RetentionPromise = TimeSpan.FromHours(1), RetentionFloor = TimeSpan.FromSeconds(30) };
        string expected;
        await using (var log = await MediaLog.OpenAsync(FileLogStorage.Open(directory), options, new FakeTimeProvider(), alerts.Add, Cancellation))
        {
            await log.AppendAsync(Records.Config(), Cancellation);
            for (var n = 0; n < 400; n++)
            {
                Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Records.Fragment(n, payloadBytes: 5_000), Cancellation)).Outcome);
            }

            Assert.IsType<LogAlert.RetentionShortened>(Assert.Single(alerts));
            Assert.InRange(log.StoredBytes, 700 << 10, 1 << 20);
            await log.AssertIntactAsync();

            // Somebody else takes the room that giving up extents makes.
            var hog = Path.Combine(directory, "hog");
            var n2 = 400;
            await using (var taken = File.Create(hog, 1))
            {
                while ((await log.AppendAsync(Records.Fragment(n2++, payloadBytes: 5_000), Cancellation)).Outcome == AppendOutcome.Appended)
                {
                    try
                    {
                        taken.Write(new byte[64 << 10]);
                    }
                    catch (IOException)
                    {
                        // As full as it gets.
                    }

                    Assert.True(n2 < 1_000);
                }
            }

            Assert.IsType<LogAlert.DiskFull>(alerts[^1]);
            Assert.True(log.Snapshot.Tracks[0].Fragments.Count >= 60);
            File.Delete(hog);
            Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Records.Fragment(n2, payloadBytes: 5_000), Cancellation)).Outcome);
            Assert.Equal(new LogAlert.StorageRecovered(1), alerts[^1]);
            await log.AssertIntactAsync();
            expected = log.Snapshot.Describe();
        }

        alerts.Clear();
        await using var again = await MediaLog.OpenAsync(FileLogStorage.Open(directory), options, new FakeTimeProvider(), alerts.Add, Cancellation);
        Assert.Equal(expected, again.Snapshot.Describe());
        Assert.Empty(alerts);
    }

    private static async Task<bool> RunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
            await process!.WaitForExitAsync(Cancellation);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
