using System.Globalization;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests.ControlPlane;

/// <summary>What the control plane acknowledged is there after <c>kill -9</c>, and nothing is there by half.</summary>
public sealed class KillTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>How often it is killed; HEADWATER_CRASH_ROUNDS says more.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("HEADWATER_CRASH_ROUNDS"), out var rounds) ? rounds : 3;

    private static readonly string Script = Path.Combine(Installation.Repository, "tests", "EndToEnd.Tests", "ControlPlane", "busy.py");

    [Fact]
    public async Task Killed_WhileBusy_LosesNothingItAcknowledged()
    {
        await using var platform = await PlatformProcess.StartAsync("""{ "channels": [], "endpoints": [] }""");
        var aws = await AwsCli.OfAsync(platform);
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            // How many acknowledgements it is given before it dies is chance: the moment lies anywhere in the writes behind them.
            var enough = acknowledged.Count + Random.Shared.Next(1, 60);
            await using var writer = ChildProgram.Start("python3", [Script, "write", round.ToString(CultureInfo.InvariantCulture)], aws.Environment, onLine: line =>
            {
                lock (acknowledged)
                {
                    acknowledged.Add(line);
                }
            });
            await Eventually.TrueAsync("the writer is at work", Deadline, () => Count(acknowledged) >= enough || writer.HasExited, () => $"{writer.Said}\n{platform.Log}");

            await platform.KillAsync();
            var exit = await writer.WaitAsync(Deadline);
            Assert.True(exit == 0, writer.Said);
            await platform.StartAsync();
        }

        var verdict = await VerifyAsync(aws, acknowledged);
        Assert.True(verdict.Trim() == $"VERIFIED {acknowledged.Count}", $"{verdict}\n{platform.Log}");
    }

    private static int Count(List<string> acknowledged)
    {
        lock (acknowledged)
        {
            return acknowledged.Count;
        }
    }

    private static async Task<string> VerifyAsync(AwsCli aws, List<string> acknowledged)
    {
        await using var reader = ChildProgram.Start("python3", [Script, "verify"], aws.Environment);
        await reader.WriteAsync(string.Concat(acknowledged.Select(line => line + "\n")));
        reader.EndInput();
        var exit = await reader.WaitAsync(Deadline);
        Assert.True(exit == 0, reader.Said);
        return reader.Output;
    }
}
