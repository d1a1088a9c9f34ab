using System.Text.Json;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>A player in a real Chromium, watched while the test does something to the platform.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Installation.Repository, "tests", "browser", "play.mjs");
    private readonly ChildProgram _browser;
    private readonly Lock _gate = new();
    private Look? _last;
    private JsonElement? _result;

    private Viewer(string page)
    {
        _browser = ChildProgram.Start(
            "node", [Script, "--page", page, "--until", "input", "--width", "640", "--height", "480", "--deadline", "120"], folder: Installation.Repository, onLine: OnLine);
    }

    /// <summary>What the player shows at one moment.</summary>
    /// <param name="State">Of the player: loading, playing, stalled, failed.</param>
    /// <param name="Time">Its current time in seconds.</param>
    /// <param name="DecodedFrames">Frames decoded so far.</param>
    /// <param name="Text">Everything it says.</param>
    public sealed record Look(string State, double Time, long DecodedFrames, string Text);

    public Look? Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>Opens the page and waits until pictures move.</summary>
    public static async Task<Viewer> OpenAsync(string page, Func<string> evidence)
    {
        var viewer = new Viewer(page);
        try
        {
            await Eventually.TrueAsync("the player plays", TimeSpan.FromSeconds(180), () => viewer.Last is { State: "playing" } || viewer._browser.HasExited, evidence);
            Assert.True(viewer.Last is { State: "playing" }, $"{viewer._browser.Said}\n{evidence()}");
            return viewer;
        }
        catch
        {
            await viewer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it has shown that many more frames than now, and plays.</summary>
    public async Task ShowsMoreAsync(int frames, TimeSpan deadline, Func<string> evidence)
    {
        var before = Last!.DecodedFrames;
        await Eventually.TrueAsync(
            $"the player shows {frames} more frames", deadline, () => Last is { State: "playing" } now && now.DecodedFrames >= before + frames, () => $"{Last?.Text}\n{evidence()}");
    }

    /// <summary>Ends the watching; the whole result.</summary>
    public async Task<JsonElement> CloseAsync()
    {
        _browser.EndInput();
        var exit = await _browser.WaitAsync(TimeSpan.FromSeconds(120));
        Assert.True(exit == 0 && _result is not null, _browser.Said);
        return _result!.Value;
    }

    /// <summary>Asserts that the viewer saw no error, and that neither page nor player was started again.</summary>
    public static void AssertUndisturbed(JsonElement result, Func<string> evidence)
    {
        var seen = $"errors {result.GetProperty("errors")}, page errors {result.GetProperty("pageErrors")}, warnings {result.GetProperty("warnings")}, "
            + $"restarts {result.GetProperty("restarts")}, navigations {result.GetProperty("navigations")}, stalls {result.GetProperty("stalls")}";
        Assert.True(
            result.GetProperty("played").GetBoolean()
            && result.GetProperty("errors").GetArrayLength() == 0
            && result.GetProperty("pageErrors").GetArrayLength() == 0
            && result.GetProperty("restarts").GetInt32() == 0
            && result.GetProperty("navigations").GetInt32() == 0,
            $"{seen}\n{evidence()}");
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    private void OnLine(string line)
    {
        using var document = JsonDocument.Parse(line);
        lock (_gate)
        {
            if (!document.RootElement.TryGetProperty("now", out var players))
            {
                _result = document.RootElement.Clone();
            }
            else if (players.GetArrayLength() > 0)
            {
                var player = players[0];
                _last = new Look(
                    player.GetProperty("state").GetString()!,
                    player.GetProperty("currentTime").ValueKind == JsonValueKind.Number ? player.GetProperty("currentTime").GetDouble() : 0,
                    player.GetProperty("decodedFrames").GetInt64(),
                    player.GetRawText());
            }
        }
    }
}
