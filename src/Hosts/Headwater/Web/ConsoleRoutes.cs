using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Headwater.Hosts.Platform;
using Headwater.Views.Segmentation;

namespace Headwater.Hosts.Web;

/// <summary>What the console's port answers.</summary>
internal static class ConsoleRoutes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static void Use(IApplicationBuilder app, RunningPlatform platform)
    {
        var files = WebHost.PlayerFiles();
        app.Use(async (context, next) =>
        {
            switch (context.Request.Path.Value)
            {
                case "/":
                    context.Response.Redirect("/player/");
                    break;
                case "/healthz":
                    // HTTP answers first and stops last: whoever waits for the platform waits for its inputs too.
                    context.Response.StatusCode = platform.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
                    await context.Response.WriteAsync(platform.IsReady ? "ok\n" : "not ready\n");
                    break;
                case "/metrics":
                    context.Response.ContentType = "text/plain; version=0.0.4";
                    await context.Response.WriteAsync(Metrics(platform));
                    break;
                case "/api/endpoints":
                    await context.Response.WriteAsJsonAsync(Endpoints(platform), Json);
                    break;
                case "/api/status":
                    await context.Response.WriteAsJsonAsync(StatusOf(platform), Json);
                    break;
                default:
                    await next(context);
                    break;
            }
        });
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, RequestPath = "/player" });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, RequestPath = "/player" });
    }

    /// <summary>What the platform runs and how it does.</summary>
    public static PlatformStatus StatusOf(RunningPlatform platform) => new(
        [.. platform.Hub.Channels.Select(channel => new ChannelStatus(
            channel.Plan.Id,
            platform.UrlOf(channel.Plan),
            channel.Publisher?.ToString(),
            SnapshotWindow.Head(channel.Log.Snapshot)?.ToUtc(),
            [.. channel.Log.Snapshot.Tracks.Select(track => track.Config.Name)],
            channel.Log.StoredBytes,
            channel.Log.DroppedRecords))],
        [.. Endpoints(platform)],
        [.. platform.Alerts, .. platform.Hub.Channels.SelectMany(StandingAlerts)]);

    private static IEnumerable<string> StandingAlerts(Live.Channels.ChannelPipeline channel) =>
        channel.Alerts.Where(alert => !alert.Cleared).Select(alert => $"{channel.Plan.Id}: {alert.At:u} {alert.Text}");

    public static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["message"] = "there is nothing at this address" }, Json);
    }

    private static IEnumerable<EndpointStatus> Endpoints(RunningPlatform platform) =>
        platform.Plan.Endpoints.Select(endpoint => new EndpointStatus(endpoint.Id, endpoint.ChannelId, endpoint.Package.ToString(), platform.UrlOf(endpoint)));

    private static string Metrics(RunningPlatform platform)
    {
        var text = new StringBuilder();
        Family("headwater_channel_publishing", "gauge", "Whether a publisher is connected.", channel => channel.Publisher is null ? 0 : 1);
        Family("headwater_log_stored_bytes", "gauge", "Bytes the log occupies.", channel => channel.Log.StoredBytes);
        Family("headwater_log_records_total", "counter", "Records appended since the log began.", channel => channel.Log.Snapshot.NextSequence);
        Family("headwater_log_dropped_records_total", "counter", "Records the storage would not take.", channel => channel.Log.DroppedRecords);
        Family("headwater_timeline_repaired_samples_total", "counter", "Samples whose times were mended.", channel => channel.TimelineCounters.Repaired);
        Family("headwater_timeline_jumps_total", "counter", "Jumps of the source's clock.", channel => channel.TimelineCounters.Jumps);
        Family("headwater_timeline_discontinuities_total", "counter", "Discontinuities declared.", channel => channel.TimelineCounters.Discontinuities);
        text.Append("# HELP process_resident_memory_bytes Resident memory.\n# TYPE process_resident_memory_bytes gauge\n");
        text.Append(CultureInfo.InvariantCulture, $"process_resident_memory_bytes {Environment.WorkingSet}\n");
        return text.ToString();

        void Family(string name, string type, string help, Func<Live.Channels.ChannelPipeline, long> value)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            foreach (var channel in platform.Hub.Channels)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{{channel=\"{channel.Plan.Id}\"}} {value(channel)}\n");
            }
        }
    }
}

/// <summary>What <c>headwater status --json</c> prints.</summary>
public sealed record PlatformStatus(IReadOnlyList<ChannelStatus> Channels, IReadOnlyList<EndpointStatus> Endpoints, IReadOnlyList<string> Alerts);

/// <summary>One channel of a <see cref="PlatformStatus"/>.</summary>
public sealed record ChannelStatus(
    string Id, string IngestUrl, string? Publisher, DateTimeOffset? Head, IReadOnlyList<string> Renditions, long StoredBytes, long DroppedRecords);

/// <summary>One endpoint of a <see cref="PlatformStatus"/>.</summary>
public sealed record EndpointStatus(string Id, string ChannelId, string Package, string Url);
