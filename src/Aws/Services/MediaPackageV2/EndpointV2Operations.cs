using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The operations of origin endpoints.</summary>
internal sealed class EndpointV2Operations(PackageV2Documents documents, PackageHosts hosts, IPlanPublisher publisher)
{
    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, JsonObject>("CreateOriginEndpoint", CreateAsync, (request, context) => Needs("CreateOriginEndpoint", Read(request), context));
        operations.Map<EndpointV2Request, JsonObject>("GetOriginEndpoint", GetAsync, (request, context) => Needs("GetOriginEndpoint", request, context));
        operations.Map<JsonObject, JsonObject>("UpdateOriginEndpoint", UpdateAsync, (request, context) => Needs("UpdateOriginEndpoint", Read(request), context));
        operations.Map<EndpointV2Request, Nothing>("DeleteOriginEndpoint", DeleteAsync, (request, context) => Needs("DeleteOriginEndpoint", request, context));
        operations.Map<ListV2Request, ItemsAnswer<JsonObject>>("ListOriginEndpoints", ListAsync);
    }

    /// <summary>Where an endpoint is kept.</summary>
    public static string Key(EndpointV2Request request, CallContext context) =>
        RegionKey.Of(context.Region, request.ChannelGroupName, request.ChannelName, request.OriginEndpointName);

    /// <summary>The error of an endpoint that is not there.</summary>
    public static AwsException Missing(EndpointV2Request request) =>
        RefusedV2.NotFound("ORIGIN_ENDPOINT", $"Origin endpoint {request.ChannelGroupName}/{request.ChannelName}/{request.OriginEndpointName}");

    /// <summary>What a caller needs for an operation on an endpoint.</summary>
    public static Permission Needs(string operation, EndpointV2Request request, CallContext context) =>
        new($"mediapackagev2:{operation}", Arns.Endpoint(context, request.ChannelGroupName, request.ChannelName, request.OriginEndpointName));

    private async ValueTask<JsonObject> CreateAsync(JsonObject request, CallContext context)
    {
        var asked = Read(request);
        var endpoint = new EndpointV2Document
        {
            ChannelGroupName = asked.ChannelGroupName,
            ChannelName = asked.ChannelName,
            OriginEndpointName = asked.OriginEndpointName,
            Arn = Arns.Endpoint(context, asked.ChannelGroupName, asked.ChannelName, asked.OriginEndpointName),
            CreatedAt = context.Time,
            ModifiedAt = context.Time,
            Settings = EndpointV2Settings.Take(request),
            Tags = asked.Tags ?? [],
            ETag = Etag.Next(),
            Creation = IdempotentRequest.Of(request),
        };
        EndpointV2Rules.Check(EndpointV2Settings.Read(endpoint.Settings));
        do
        {
            if (await documents.Endpoints.FindAsync(Key(asked, context), context.CancellationToken) is { } standing)
            {
                IdempotentRequest.CheckAgain(endpoint.Creation, standing.Value.Creation, $"Origin endpoint {asked.OriginEndpointName}");
                return EndpointV2Answer.Of(standing.Value, hosts, context);
            }
        }
        while (!await TryCreateAsync(Key(asked, context), endpoint, context));

        await publisher.PublishAsync(CancellationToken.None);
        return EndpointV2Answer.Of(endpoint, hosts, context);
    }

    /// <summary>Writes the channel with the endpoint, so that of a deletion of the one and the making of the other only one comes about.</summary>
    private async ValueTask<bool> TryCreateAsync(string key, EndpointV2Document endpoint, CallContext context)
    {
        var channel = await documents.Channels.FindAsync(RegionKey.Of(context.Region, endpoint.ChannelGroupName, endpoint.ChannelName), context.CancellationToken)
            ?? throw RefusedV2.NotFound("CHANNEL", $"Channel {endpoint.ChannelGroupName}/{endpoint.ChannelName}");
        return await documents.Store.TryCommitAsync(
            [
                documents.Channels.Write(channel.Id, channel.Value with { EndpointsMade = channel.Value.EndpointsMade + 1 }, channel.Version),
                documents.Endpoints.Write(key, endpoint, 0),
            ],
            context.CancellationToken);
    }

    private async ValueTask<JsonObject> GetAsync(EndpointV2Request request, CallContext context) =>
        await documents.Endpoints.FindAsync(Key(request, context), context.CancellationToken) is { } found
            ? EndpointV2Answer.Of(found.Value, hosts, context)
            : throw Missing(request);

    private async ValueTask<JsonObject> UpdateAsync(JsonObject request, CallContext context)
    {
        var asked = Read(request);
        var wanted = EndpointV2Settings.Take(request);
        var settings = EndpointV2Settings.Read(wanted);
        var changed = await documents.Endpoints.ChangeAsync(
            Key(asked, context),
            endpoint =>
            {
                Etag.Check(asked.ETag, endpoint.ETag, $"Origin endpoint {endpoint.OriginEndpointName}");
                if (settings.ContainerType != EndpointV2Settings.Read(endpoint.Settings).ContainerType)
                {
                    throw RefusedV2.Invalid("CONTAINER_TYPE_IMMUTABLE", "The ContainerType of an origin endpoint cannot change");
                }

                EndpointV2Rules.Check(settings);
                return endpoint with { Settings = wanted, ModifiedAt = context.Time, ETag = Etag.Next() };
            },
            context.CancellationToken) ?? throw Missing(asked);
        await publisher.PublishAsync(CancellationToken.None);
        return EndpointV2Answer.Of(changed, hosts, context);
    }

    private async ValueTask<Nothing> DeleteAsync(EndpointV2Request request, CallContext context)
    {
        if (await documents.Endpoints.TryPutAsync(Key(request, context), null, null, context.CancellationToken))
        {
            await publisher.PublishAsync(CancellationToken.None);
        }

        return Nothing.Value;
    }

    private async ValueTask<ItemsAnswer<JsonObject>> ListAsync(ListV2Request request, CallContext context)
    {
        var channel = RegionKey.Of(context.Region, request.ChannelGroupName!, request.ChannelName!);
        return await documents.Channels.FindAsync(channel, context.CancellationToken) is null
            ? throw RefusedV2.NotFound("CHANNEL", $"Channel {request.ChannelGroupName}/{request.ChannelName}")
            : await request.PageAsync(documents.Endpoints, channel + "/", endpoint => EndpointV2Answer.InList(endpoint, hosts, context), context.CancellationToken);
    }

    private static EndpointV2Request Read(JsonObject request) => request.Deserialize<EndpointV2Request>(CanonicalJson.Options)!;
}
