using System.CommandLine;
using Headwater.Hosts.Platform;

namespace Headwater.Hosts.Commands;

/// <summary>The options that every command about a platform shares; each can also be a HEADWATER_* variable or stand in the settings file.</summary>
internal sealed class SettingOptions
{
    private readonly (string Member, Option<string?> Option)[] _options =
    [
        ("settings", new Option<string?>("--settings") { Description = "JSON file with any of these settings" }),
        ("Data", new Option<string?>("--data") { Description = "directory that everything is kept in" }),
        ("Plan", new Option<string?>("--plan") { Description = "plan file to run" }),
        ("Listen", new Option<string?>("--listen") { Description = "IP address to listen on (default 127.0.0.1)" }),
        ("PublicHost", new Option<string?>("--public-host") { Description = "host that URLs given out name" }),
        ("PortOffset", new Option<string?>("--port-offset") { Description = "added to every port" }),
        ("ApiPort", new Option<string?>("--api-port") { Description = "AWS-compatible API (default 4566)" }),
        ("ConsolePort", new Option<string?>("--console-port") { Description = "console, health, metrics (default 8080)" }),
        ("HttpPort", new Option<string?>("--http-port") { Description = "public HTTP (default 8081)" }),
        ("HttpsPort", new Option<string?>("--https-port") { Description = "public HTTPS (default 8443)" }),
        ("RtmpPort", new Option<string?>("--rtmp-port") { Description = "RTMP (default 1935)" }),
        ("RtmpsPort", new Option<string?>("--rtmps-port") { Description = "RTMPS (default 1936)" }),
        ("Ffmpeg", new Option<string?>("--ffmpeg") { Description = "the ffmpeg program" }),
    ];

    public SettingOptions(Command command)
    {
        foreach (var (_, option) in _options)
        {
            command.Add(option);
        }
    }

    /// <summary>Runs with the settings; prints every fault of them and returns 2 when there is one, 1 when the platform cannot be had.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<PlatformOptions, Task<int>> run)
    {
        try
        {
            return await run(PlatformOptions.Read(_options.Select(entry => KeyValuePair.Create(entry.Member, parsed.GetValue(entry.Option)))));
        }
        catch (SettingsException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 2;
        }
        catch (IOException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
