using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Observe.Logs;

namespace Headwater.Aws.Services.Logs;

/// <summary>Operations on streams.</summary>
internal sealed class StreamOperations(LogStore logs, GroupOperations groups)
{
    private const int DefaultPage = 50;

    public void Map(OperationMap operations)
    {
        operations.Map<StreamRequest, Nothing>("CreateLogStream", CreateAsync, (request, context) => GroupOperations.On("CreateLogStream", request.logGroupName, context));
        operations.Map<StreamRequest, Nothing>("DeleteLogStream", DeleteAsync, (request, context) => GroupOperations.On("DeleteLogStream", request.logGroupName, context));
        operations.Map<DescribeStreamsRequest, DescribeStreamsResponse>(
            "DescribeLogStreams", DescribeAsync, (request, context) => GroupOperations.On("DescribeLogStreams", GroupOperations.NameOf(request.logGroupName ?? request.logGroupIdentifier ?? ""), context));
    }

    private async ValueTask<Nothing> CreateAsync(StreamRequest request, CallContext context)
    {
        var group = await groups.FindAsync(request.logGroupName, null, context);
        return await logs.TryCreateStreamAsync(group.Name, request.logStreamName, context.CancellationToken) ? Nothing.Value : throw LogsFaults.Exists("log stream");
    }

    private async ValueTask<Nothing> DeleteAsync(StreamRequest request, CallContext context)
    {
        var group = await groups.FindAsync(request.logGroupName, null, context);
        await logs.RemoveStreamAsync(await logs.FindStreamAsync(group.Name, request.logStreamName, context.CancellationToken) ?? throw LogsFaults.NoStream(), context.CancellationToken);
        return Nothing.Value;
    }

    private async ValueTask<DescribeStreamsResponse> DescribeAsync(DescribeStreamsRequest request, CallContext context)
    {
        var byTime = request.orderBy == "LastEventTime";
        if (byTime && request.logStreamNamePrefix is not null)
        {
            throw LogsFaults.Invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }

        var group = await groups.FindAsync(request.logGroupName, request.logGroupIdentifier, context);
        var all = (await logs.ListStreamsAsync(group.Name, request.logStreamNamePrefix ?? "", context.CancellationToken))
            .Select(logs.Extent).Select(extent => (Place: Place(extent, byTime), Extent: extent)).OrderBy(entry => entry.Place, StringComparer.Ordinal);
        var ordered = request.descending == true ? all.Reverse() : all;
        var rest = ordered.Where(entry => request.nextToken is null || IsBehind(entry.Place, request.nextToken, request.descending == true)).Take((request.limit ?? DefaultPage) + 1).ToList();
        var page = rest.Take(request.limit ?? DefaultPage).ToList();
        return new DescribeStreamsResponse([.. page.Select(entry => Show(entry.Extent, context))], rest.Count > page.Count ? page[^1].Place : null);
    }

    private static bool IsBehind(string place, string token, bool descending) => descending ? string.CompareOrdinal(place, token) < 0 : string.CompareOrdinal(place, token) > 0;

    private static string Place(LogStreamExtent extent, bool byTime) => byTime ? $"{extent.LastTime ?? 0:D19}/{extent.Stream.Name}" : extent.Stream.Name;

    private static JsonObject Show(LogStreamExtent extent, CallContext context)
    {
        var shown = new JsonObject
        {
            ["logStreamName"] = extent.Stream.Name,
            ["creationTime"] = extent.Stream.Created.ToUnixTimeMilliseconds(),
            ["arn"] = $"{GroupOperations.Arn(context, extent.Stream.Group)}:log-stream:{extent.Stream.Name}",
            ["storedBytes"] = 0,
            ["uploadSequenceToken"] = EventOperations.SequenceToken,
        };
        if (extent is { FirstTime: { } first, LastTime: { } last, LastIngested: { } ingested })
        {
            shown["firstEventTimestamp"] = first;
            shown["lastEventTimestamp"] = last;
            shown["lastIngestionTime"] = ingested;
        }

        return shown;
    }
}
