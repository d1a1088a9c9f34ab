using System.CommandLine;
using System.Text.Json;
using Headwater.Hosts.Platform;
using Headwater.Hosts.Web;

namespace Headwater.Hosts.Commands;

/// <summary>Says what runs, where, and how it does.</summary>
internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Make()
    {
        var command = new Command("status", "says what runs, where, and how it does");
        var json = new Option<bool>("--json") { Description = "as JSON" };
        command.Add(json);
        var settings = new SettingOptions(command);
        command.SetAction((parsed, cancellationToken) => settings.RunAsync(parsed, options => RunAsync(options, parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(PlatformOptions options, bool json, CancellationToken cancellationToken)
    {
        if (PlatformState.Read(options.DataDirectory) is not { } state)
        {
            Console.WriteLine(json ? "null" : "Headwater is not running.");
            return 3;
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        PlatformStatus status;
        try
        {
            status = (await client.GetFromJsonAsync<PlatformStatus>(new Uri(new Uri(state.Console), "api/status"), cancellationToken))!;
        }
        catch (HttpRequestException fault)
        {
            throw new IOException($"the platform (process {state.ProcessId}) does not answer at {state.Console}: {fault.Message}", fault);
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, Indented));
            return 0;
        }

        Console.WriteLine($"Headwater is up (process {state.ProcessId}): {state.Console}");
        foreach (var channel in status.Channels)
        {
            Console.WriteLine($"  channel {channel.Id}: {(channel.Publisher is null ? "no publisher" : $"{channel.Publisher} publishes")}, push to {channel.IngestUrl}");
            Console.WriteLine($"    newest media {channel.Head:u}, {channel.StoredBytes / 1e6:0.0} MB kept, renditions: {string.Join(", ", channel.Renditions)}");
        }

        foreach (var endpoint in status.Endpoints)
        {
            Console.WriteLine($"  endpoint {endpoint.Id}: {endpoint.Package} of {endpoint.ChannelId} at {endpoint.Url}");
        }

        foreach (var alert in status.Alerts)
        {
            Console.WriteLine($"  alert: {alert}");
        }

        return 0;
    }
}
