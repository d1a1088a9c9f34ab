using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.Sns;
using Headwater.Documents;
using Headwater.Observe.Logs;

namespace Headwater.Aws.Services.Events;

/// <summary>
/// The default bus: holds events against the rules of their region and hands them to the targets. Events of the platform's media services also land in the log
/// group <see cref="LogGroup"/>, rules or not. Callable from anywhere; what waits is in memory, so a crash costs the events that wait.
/// </summary>
public sealed class EventBus : IEventSink, IAsyncDisposable
{
    /// <summary>Where events of <c>aws.medialive</c> and <c>aws.mediapackage</c> land by default, a stream for each source.</summary>
    public const string LogGroup = "/aws/events/headwater";

    private const int MostWaiting = 10_000;
    private static readonly string[] Logged = ["aws.medialive", "aws.mediapackage"];

    private readonly DocumentSet<EventRule> _rules;
    private readonly ILogSink _logs;
    private readonly SnsTopics _topics;
    private readonly Channel<(string Region, JsonObject Event, TaskCompletionSource? Done)> _waiting =
        Channel.CreateBounded<(string, JsonObject, TaskCompletionSource?)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _dropped;
    private long _failed;

    /// <summary>Opens the bus and begins to hand out.</summary>
    public EventBus(IDocumentStore documents, ILogSink logs, SnsTopics topics)
    {
        _rules = new(documents, "events/rules", CanonicalJson.Options);
        _logs = logs;
        _topics = topics;
        _loop = LoopAsync();
    }

    /// <summary>The rules, by region and name.</summary>
    public DocumentSet<EventRule> Rules => _rules;

    /// <summary>Events that were lost because too many waited.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Events that a target did not take.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <inheritdoc/>
    public void Publish(PlatformEvent happened) => TryPut(happened.Region, Envelope(happened, Guid.NewGuid().ToString()));

    /// <summary>Takes an event in its envelope; false when too many wait.</summary>
    public bool TryPut(string region, JsonObject envelope)
    {
        if (_waiting.Writer.TryWrite((region, envelope, null)))
        {
            return true;
        }

        Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>Waits until the events that were taken before this call were handed out.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(("", [], done), cancellationToken);
        await done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>An event as rules and targets see it.</summary>
    public static JsonObject Envelope(PlatformEvent happened, string id) => new()
    {
        ["version"] = "0",
        ["id"] = id,
        ["detail-type"] = happened.DetailType,
        ["source"] = happened.Source,
        ["account"] = happened.Account,
        ["time"] = happened.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["region"] = happened.Region,
        ["resources"] = new JsonArray([.. happened.Resources.Select(resource => (JsonNode)resource)]),
        ["detail"] = happened.Detail,
    };

    /// <summary>Hands out what waits and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        await foreach (var (region, envelope, done) in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (done is null)
            {
                await HandOutAsync(region, envelope);
            }

            done?.TrySetResult();
        }
    }

    private async ValueTask HandOutAsync(string region, JsonObject envelope)
    {
        var source = (string)envelope["source"]!;
        if (Logged.Contains(source))
        {
            Log(LogGroup, source, envelope, envelope.ToJsonString());
        }

        try
        {
            await foreach (var rule in _rules.ListAsync(_stop.Token, region + "/"))
            {
                if (rule.Value.Enabled && JsonPattern.Read(rule.Value.Pattern).Fits(envelope))
                {
                    await RunAsync(rule.Value, envelope);
                }
            }
        }
#pragma warning disable CA1031 // The loop's edge: one event that cannot be handed out must not end all that follow.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Interlocked.Increment(ref _failed);
        }
#pragma warning restore CA1031
    }

    private async ValueTask RunAsync(EventRule rule, JsonObject envelope)
    {
        foreach (var target in rule.Targets.Values)
        {
            var arn = (string)target["Arn"]!;
            var text = EventTarget.Text(target, envelope, rule);
            if (EventTarget.LogGroupOf(arn) is { } group)
            {
                Log(group, rule.Name, envelope, text);
            }
            else if (!await TryPublishAsync(arn, text))
            {
                Interlocked.Increment(ref _failed);
            }
        }
    }

    private void Log(string group, string stream, JsonObject envelope, string text) =>
        _logs.Write(group, stream, DateTimeOffset.Parse((string)envelope["time"]!, CultureInfo.InvariantCulture), text);

    private async ValueTask<bool> TryPublishAsync(string arn, string text)
    {
        try
        {
            return await _topics.PublishAsync(arn, new TopicMessage { Text = text }, _stop.Token) is not null;
        }
        catch (AwsException)
        {
            return false;
        }
    }
}
