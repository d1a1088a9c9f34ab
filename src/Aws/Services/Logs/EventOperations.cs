using System.Globalization;
using System.Text;
using Headwater.Aws.Calls;
using Headwater.Observe.Logs;

namespace Headwater.Aws.Services.Logs;

/// <summary>Operations on lines.</summary>
internal sealed class EventOperations(LogStore logs, GroupOperations groups, TimeProvider time)
{
    /// <summary>Sequence tokens are answered for old clients and never read.</summary>
    public const string SequenceToken = "49600000000000000000000000000000000000000000000000000000";

    private const int MostBatchBytes = 1_048_576;
    private const int BytesOfALine = 26;
    private static readonly TimeSpan LongestBatch = TimeSpan.FromHours(24);
    private static readonly TimeSpan Newest = TimeSpan.FromHours(2);
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);

    public void Map(OperationMap operations)
    {
        operations.Map<PutEventsRequest, PutEventsResponse>(
            "PutLogEvents", PutAsync, (request, context) => new Permission("logs:PutLogEvents", $"{GroupOperations.Arn(context, request.logGroupName)}:log-stream:{request.logStreamName}"));
        operations.Map<GetEventsRequest, GetEventsResponse>(
            "GetLogEvents",
            GetAsync,
            (request, context) => new Permission("logs:GetLogEvents", $"{GroupOperations.Arn(context, GroupOperations.NameOf(request.logGroupName ?? request.logGroupIdentifier ?? ""))}:log-stream:{request.logStreamName}"));
        operations.Map<FilterEventsRequest, FilterEventsResponse>(
            "FilterLogEvents", FilterAsync, (request, context) => GroupOperations.On("FilterLogEvents", GroupOperations.NameOf(request.logGroupName ?? request.logGroupIdentifier ?? ""), context));
    }

    private async ValueTask<PutEventsResponse> PutAsync(PutEventsRequest request, CallContext context)
    {
        var events = request.logEvents;
        Check(events);
        var group = await groups.FindAsync(request.logGroupName, null, context);
        var stream = await logs.FindStreamAsync(group.Name, request.logStreamName, context.CancellationToken) ?? throw LogsFaults.NoStream();
        var now = time.GetUtcNow();
        var oldest = (now - Oldest).ToUnixTimeMilliseconds();
        var kept = group.RetentionDays is { } days ? (now - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds() : long.MinValue;
        var newest = (now + Newest).ToUnixTimeMilliseconds();
        var good = events.Where(line => line.timestamp >= Math.Max(oldest, kept) && line.timestamp <= newest).Select(line => new LogLine(line.timestamp, line.message)).ToList();
        if (good.Count > 0)
        {
            await logs.AppendAsync(stream, good, context.CancellationToken);
        }

        return new PutEventsResponse(SequenceToken, good.Count == events.Count ? null : new RejectedEvents(First(events, newest), End(events, oldest), End(events, kept)));
    }

    private static int? First(List<InputEvent> events, long newest) => events.FindIndex(line => line.timestamp > newest) is >= 0 and var index ? index : null;

    private static int? End(List<InputEvent> events, long oldest) => events.FindLastIndex(line => line.timestamp < oldest) is >= 0 and var index ? index + 1 : null;

    private static void Check(List<InputEvent> events)
    {
        if (events.Sum(line => (long)Encoding.UTF8.GetByteCount(line.message) + BytesOfALine) > MostBatchBytes)
        {
            throw LogsFaults.Invalid($"Upload too large: the batch exceeds the limit of {MostBatchBytes} bytes");
        }

        if (events.Zip(events.Skip(1)).Any(pair => pair.First.timestamp > pair.Second.timestamp))
        {
            throw LogsFaults.Invalid("Log events in a single PutLogEvents request must be in chronological order.");
        }

        if (events[^1].timestamp - events[0].timestamp > LongestBatch.TotalMilliseconds)
        {
            throw LogsFaults.Invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    private async ValueTask<GetEventsResponse> GetAsync(GetEventsRequest request, CallContext context)
    {
        var group = await groups.FindAsync(request.logGroupName, request.logGroupIdentifier, context);
        var stream = await logs.FindStreamAsync(group.Name, request.logStreamName, context.CancellationToken) ?? throw LogsFaults.NoStream();
        var token = request.nextToken is null ? ((bool Back, LogCursor Place)?)null : ReadToken(request.nextToken, stream.Name);
        var query = new LogQuery
        {
            From = request.startTime ?? 0,
            Until = request.endTime ?? long.MaxValue,
            Limit = request.limit ?? 10_000,
            Newest = token?.Back ?? request.startFromHead != true,
            Beyond = token?.Place,
        };
        var (found, _) = logs.Read(group, [stream], query);

        // At an end the token stays the same, which is how callers know that it is one.
        var standing = token?.Place ?? new LogCursor(query.From, stream.Name, -1);
        return new GetEventsResponse(
            [.. found.Select(line => new OutputEvent(line.Time, line.Text, line.Ingested))],
            WriteToken('f', found.Count > 0 ? found[^1].Cursor : standing),
            WriteToken('b', found.Count > 0 ? found[0].Cursor : standing));
    }

    private static string WriteToken(char direction, LogCursor place) => string.Create(CultureInfo.InvariantCulture, $"{direction}/{place.Time:D16}.{place.Position + 1:D20}/s");

    private static (bool Back, LogCursor Place) ReadToken(string token, string stream)
    {
        if (token.Length == 41 && token[0] is 'f' or 'b' && token[1] == '/' && token[18] == '.' && token.EndsWith("/s", StringComparison.Ordinal)
            && long.TryParse(token.AsSpan(2, 16), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(token.AsSpan(19, 20), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return (token[0] == 'b', new LogCursor(at, stream, position - 1));
        }

        throw LogsFaults.Invalid("The specified nextToken is invalid.");
    }

    private async ValueTask<FilterEventsResponse> FilterAsync(FilterEventsRequest request, CallContext context)
    {
        if (request is { logStreamNames: not null, logStreamNamePrefix: not null })
        {
            throw LogsFaults.Invalid("logStreamNames and logStreamNamePrefix are mutually exclusive.");
        }

        var group = await groups.FindAsync(request.logGroupName, request.logGroupIdentifier, context);
        var streams = await logs.ListStreamsAsync(group.Name, request.logStreamNamePrefix ?? "", context.CancellationToken);
        if (request.logStreamNames is { } names)
        {
            streams = [.. streams.Where(stream => names.Contains(stream.Name))];
            if (streams.Count < names.Distinct(StringComparer.Ordinal).Count())
            {
                throw LogsFaults.NoStream();
            }
        }

        var query = new LogQuery
        {
            From = request.startTime ?? 0,
            Until = request.endTime is { } end ? end + 1 : long.MaxValue,
            Limit = request.limit ?? 10_000,
            Pattern = string.IsNullOrEmpty(request.filterPattern) ? null : FilterOperations.Pattern(request.filterPattern),
            Beyond = request.nextToken is null ? null : ReadPlace(request.nextToken),
        };
        var (found, hasMore) = logs.Read(group, streams, query);
        return new FilterEventsResponse([.. found.Select(Show)], [], hasMore ? WritePlace(found[^1].Cursor) : null);
    }

    private static FilteredEvent Show(LogEvent line) =>
        new(line.Stream, line.Time, line.Text, line.Ingested, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{line.Stream}\n{line.Position}")))[..56]);

    private static string WritePlace(LogCursor place) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.Time}/{place.Position}/{place.Stream}")));

    private static LogCursor ReadPlace(string token)
    {
        if (System.Buffers.Text.Base64Url.IsValid(token) && Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token)).Split('/', 3) is [var at, var position, var stream]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return new LogCursor(milliseconds, stream, place);
        }

        throw LogsFaults.Invalid("The specified nextToken is invalid.");
    }
}
