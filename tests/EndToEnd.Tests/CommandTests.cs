using System.Globalization;
using System.Text.Json;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>The commands behave as documented: what they print, and how they end.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headwater-e2e-commands-");
    private readonly int _offset = Ports.FreeOffset();

    private string[] Place => ["--data", Path.Combine(_folder.FullName, "data"), "--port-offset", _offset.ToString(CultureInfo.InvariantCulture)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Up_Detached_RunsUntilDown()
    {
        var plan = PlanOf(TestPlans.PassthroughOnly);
        var up = await RunAsync(["up", "--detach", "--plan", plan, .. Place]);
        var running = 0;
        try
        {
            Assert.True(up.ExitCode == 0, up.Errors);
            Assert.Contains($"Headwater is up: http://127.0.0.1:{_offset + Ports.Console}/", up.Output, StringComparison.Ordinal);
            using (var state = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Place[1], "platform.json"), TestContext.Current.CancellationToken)))
            {
                running = state.RootElement.GetProperty("ProcessId").GetInt32();
            }

            var again = await RunAsync(["up", "--detach", "--plan", plan, .. Place]);
            Assert.Equal(0, again.ExitCode);
            Assert.Contains("up already", again.Output, StringComparison.Ordinal);

            await AssertPushedFileArrivesAsync();

            var status = await RunAsync(["status", .. Place]);
            Assert.Equal(0, status.ExitCode);
            Assert.Contains("channel pass: ", status.Output, StringComparison.Ordinal);
            Assert.Contains("endpoint pass-dash: Dash of pass at http://127.0.0.1:", status.Output, StringComparison.Ordinal);

            var json = await RunAsync(["status", "--json", .. Place]);
            using (var document = JsonDocument.Parse(json.Output))
            {
                var channel = document.RootElement.GetProperty("channels")[0];
                Assert.Equal("pass", channel.GetProperty("id").GetString());
                Assert.Equal(["video", "audio"], channel.GetProperty("renditions").EnumerateArray().Select(one => one.GetString()).OrderDescending());
                Assert.True(channel.GetProperty("storedBytes").GetInt64() > 0);
                Assert.Equal(4, document.RootElement.GetProperty("endpoints").GetArrayLength());
            }

            var doctor = await RunAsync(["doctor", "--plan", plan, .. Place]);
            Assert.True(doctor.ExitCode == 0, doctor.Output);
            Assert.Contains("the platform is up", doctor.Output, StringComparison.Ordinal);

            var down = await RunAsync(["down", .. Place]);
            Assert.Equal((0, "Headwater is down."), (down.ExitCode, down.Output.Trim()));
            Assert.False(Directory.Exists($"/proc/{running}"), "its process still runs");
        }
        finally
        {
            if (running != 0 && Directory.Exists($"/proc/{running}"))
            {
                ChildProgram.Signal("KILL", running);
            }
        }

        var after = await RunAsync(["status", .. Place]);
        Assert.Equal((3, "Headwater is not running."), (after.ExitCode, after.Output.Trim()));
        var nothing = await RunAsync(["status", "--json", .. Place]);
        Assert.Equal((3, "null"), (nothing.ExitCode, nothing.Output.Trim()));
        Assert.Equal(0, (await RunAsync(["down", .. Place])).ExitCode);
    }

    [Fact]
    public async Task Env_Evaluated_GivesClientsWhatTheyNeed()
    {
        var env = await RunAsync(["env", .. Place]);
        var again = await RunAsync(["env", .. Place]);
        var shell = await ChildProgram.RunAsync(
            "sh", ["-c", $"{env.Output}\necho \"$AWS_ENDPOINT_URL $AWS_REGION\"; test -n \"$AWS_ACCESS_KEY_ID\" && test -n \"$AWS_SECRET_ACCESS_KEY\" && grep -q CERTIFICATE \"$SSL_CERT_FILE\" \"$AWS_CA_BUNDLE\" \"$CURL_CA_BUNDLE\" \"$NODE_EXTRA_CA_CERTS\""], Deadline);

        Assert.True(shell.ExitCode == 0, shell.Errors);
        Assert.Equal($"http://127.0.0.1:{_offset + 4566} us-east-1", shell.Output.Trim());
        Assert.Equal(env.Output, again.Output);
    }

    [Fact]
    public async Task Doctor_FreeMachine_MeasuresIt()
    {
        var doctor = await RunAsync(["doctor", "--plan", PlanOf(TestPlans.LadderOnly), .. Place]);

        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Errors);
        Assert.Contains($"port {_offset + Ports.Rtmp} is free", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("ffmpeg has libx264", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("2 rungs up to high: ", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WithoutFfmpeg_SaysSoAndFails()
    {
        var doctor = await RunAsync(["doctor", "--ffmpeg", "/nonexistent/ffmpeg", .. Place]);

        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("install ffmpeg", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_SeveralWrongSettings_TellsAllAndExits2()
    {
        var up = await RunAsync(["up", "--data", Place[1], "--listen", "nowhere", "--port-offset", "70000", "--plan", "/nonexistent/plan.json"]);

        Assert.Equal(2, up.ExitCode);
        foreach (var fault in new[] { "listen: 'nowhere'", "console-port: 78080", "rtmps-port: 71936", "plan: there is no file /nonexistent/plan.json" })
        {
            Assert.Contains(fault, up.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Up_SettingsThatAreNoneOrNoNumbers_TellsAllAndExits2()
    {
        var settings = Path.Combine(_folder.FullName, "settings.json");
        await File.WriteAllTextAsync(settings, """{ "PortOfset": 5, "rtmpPort": "lots" }""", TestContext.Current.CancellationToken);

        var up = await RunAsync(["up", "--data", Place[1], "--settings", settings, "--port-offset", "many"]);

        Assert.Equal(2, up.ExitCode);
        foreach (var fault in new[] { "there is no setting PortOfset", "rtmp-port: 'lots' is no whole number", "port-offset: 'many' is no whole number" })
        {
            Assert.Contains(fault, up.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Up_PlanWithSeveralFaults_TellsAllAndExits2()
    {
        var plan = PlanOf(
            """
            { "channels": [ { "id": "a b", "input": { "streamName": "nowhere" }, "partDuration": "1h" } ],
              "endpoints": [ { "id": "e", "channelId": "none", "package": "dash" } ] }
            """);

        var up = await RunAsync(["up", "--plan", plan, .. Place]);

        Assert.Equal(2, up.ExitCode);
        foreach (var place in new[] { "channels[0].id", "channels[0].input.streamName", "channels[0].partDuration", "endpoints[0].channelId" })
        {
            Assert.Contains(place, up.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Up_PlanWithUnknownMember_TellsItAndExits2()
    {
        var up = await RunAsync(["up", "--plan", PlanOf("""{ "channels": [ { "id": "a", "input": { "streamName": "live/a" }, "colour": "red" } ] }"""), .. Place]);

        Assert.Equal(2, up.ExitCode);
        Assert.Contains("colour", up.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_WrongArguments_TellsThemAndExits2()
    {
        var missing = await RunAsync(["push", "/nonexistent/film.mp4", "rtmp://127.0.0.1:1/live/x"]);
        var bare = await RunAsync(["push", "rtmp://127.0.0.1:1/live/x"]);

        Assert.Equal((2, "there is no file /nonexistent/film.mp4"), (missing.ExitCode, missing.Errors.Trim()));
        Assert.Equal((2, "push takes FILE TARGET, or --test-pattern TARGET"), (bare.ExitCode, bare.Errors.Trim()));
    }

    [Fact]
    public async Task Demo_Started_PlaysInABrowserUntilInterrupted()
    {
        await using var demo = ChildProgram.Start(Installation.Dotnet, [Installation.Headwater, "demo", .. Place]);
        await Eventually.TrueAsync("the demo says that it plays", Deadline, () => demo.HasExited || demo.Output.Contains("Ctrl-C stops everything.", StringComparison.Ordinal), () => demo.Said);
        Assert.False(demo.HasExited, demo.Said);
        Assert.Contains("It plays", demo.Output, StringComparison.Ordinal);
        var urls = demo.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(word => word.Contains("/out/v1/", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, urls.Count);
        foreach (var printed in urls)
        {
            Assert.True(await PlatformProcess.TryGetAsync(printed) is not null, $"{printed} does not answer\n{demo.Said}");
        }

        var url = demo.Output.Split('\n').Single(line => line.Contains("LowLatencyHls", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();

        await using (var viewer = await Viewer.OpenAsync($"http://127.0.0.1:{_offset + Ports.Console}/player/?url={Uri.EscapeDataString(url)}&player=hlsjs", () => demo.Said))
        {
            await viewer.ShowsMoreAsync(60, Deadline, () => demo.Said);
            Viewer.AssertUndisturbed(await viewer.CloseAsync(), () => demo.Said);
        }

        demo.Interrupt();
        Assert.Equal(0, await demo.WaitAsync(Deadline));
        Assert.EndsWith("Stopping.", demo.Output.Trim(), StringComparison.Ordinal);
    }

    private async Task AssertPushedFileArrivesAsync()
    {
        var film = Path.Combine(_folder.FullName, "film.mp4");
        var made = await ChildProgram.RunAsync(
            "ffmpeg",
            [
                "-hide_banner", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30:duration=7", "-f", "lavfi", "-i", "sine=duration=7:sample_rate=48000",
                "-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-pix_fmt", "yuv420p", "-c:a", "aac", film,
            ],
            Deadline);
        Assert.True(made.ExitCode == 0, made.Errors);

        var push = await RunAsync(["push", film, $"rtmp://127.0.0.1:{_offset + Ports.Rtmp}/live/pass"]);

        Assert.True(push.ExitCode == 0, push.Errors);
        // The publisher ends when it has sent all, which may be before all was taken.
        await Eventually.TrueAsync(
            "two segments of the film are listed",
            Deadline,
            async () => await PlatformProcess.TryGetAsync($"http://127.0.0.1:{_offset + Ports.Http}/out/v1/pass-ts/index_video.m3u8") is { } playlist && HlsPlaylist.Read(playlist).Segments.Count >= 2);
    }

    private string PlanOf(string text)
    {
        var file = Path.Combine(_folder.FullName, "plan.json");
        File.WriteAllText(file, text);
        return file;
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments) =>
        ChildProgram.RunAsync(Installation.Dotnet, [Installation.Headwater, .. arguments], Deadline);
}
