using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The operations of channels.</summary>
internal sealed class ChannelOperations(PackageDocuments documents, PackageHosts hosts, IPlanPublisher publisher)
{
    private const int Quota = 30;

    public void Map(OperationMap operations)
    {
        operations.Map<CreateChannelRequest, ChannelAnswer>("CreateChannel", CreateAsync, (_, context) => new Permission("mediapackage:CreateChannel", "*"));
        operations.Map<IdRequest, ChannelAnswer>("DescribeChannel", DescribeAsync, (request, context) => Needs("DescribeChannel", request.Id, context));
        operations.Map<UpdateChannelRequest, ChannelAnswer>("UpdateChannel", UpdateAsync, (request, context) => Needs("UpdateChannel", request.Id, context));
        operations.Map<IdRequest, Nothing>("DeleteChannel", DeleteAsync, (request, context) => Needs("DeleteChannel", request.Id, context));
        operations.Map<ListRequest, ChannelsAnswer>("ListChannels", ListAsync);
        operations.Map<ConfigureLogsRequest, ChannelAnswer>("ConfigureLogs", ConfigureLogsAsync, (request, context) => Needs("ConfigureLogs", request.Id, context));
        operations.Map<IdRequest, ChannelAnswer>("RotateChannelCredentials", RotateAllAsync, (request, context) => Needs("RotateChannelCredentials", request.Id, context));
        operations.Map<RotateIngestRequest, ChannelAnswer>("RotateIngestEndpointCredentials", RotateAsync, (request, context) => Needs("RotateIngestEndpointCredentials", request.Id, context));
    }

    private async ValueTask<ChannelAnswer> CreateAsync(CreateChannelRequest request, CallContext context)
    {
        Names.Check("Id", request.Id);
        if (await documents.Channels.InRegion(context.Region, null, context.CancellationToken).CountAsync(context.CancellationToken) >= Quota)
        {
            throw Refused.QuotaExceeded();
        }

        var hash = Names.Assign();
        var channel = new ChannelDocument
        {
            Id = request.Id,
            Hash = hash,
            CreatedAt = context.Time,
            Description = request.Description,
            IngestEndpoints = [Ingest(hash, hash, context.Region), Ingest(hash, Names.Assign(), context.Region)],
            Tags = request.Tags ?? new Dictionary<string, string>(),
        };
        if (!await documents.Channels.TryPutAsync(RegionKey.Of(context.Region, channel.Id), channel, 0, context.CancellationToken))
        {
            throw Refused.Unprocessable($"A channel with ID {channel.Id} exists already");
        }

        await publisher.PublishAsync(CancellationToken.None);
        return ChannelAnswer.Of(channel, context);
    }

    private async ValueTask<ChannelAnswer> DescribeAsync(IdRequest request, CallContext context) =>
        ChannelAnswer.Of((await FindAsync(request.Id, context)).Value, context);

    private ValueTask<ChannelAnswer> UpdateAsync(UpdateChannelRequest request, CallContext context) =>
        ChangeAsync(request.Id, context, channel => channel with { Description = request.Description ?? channel.Description });

    private async ValueTask<Nothing> DeleteAsync(IdRequest request, CallContext context)
    {
        Versioned<ChannelDocument> found;
        do
        {
            found = await FindAsync(request.Id, context);
            if (await documents.EndpointsOf(context.Region, request.Id, context.CancellationToken).AnyAsync(context.CancellationToken))
            {
                throw Refused.Unprocessable($"Channel {request.Id} has origin endpoints: delete them first");
            }
        }
        while (!await documents.Channels.TryPutAsync(found.Id, null, found.Version, context.CancellationToken));

        await publisher.PublishAsync(CancellationToken.None);
        return Nothing.Value;
    }

    private async ValueTask<ChannelsAnswer> ListAsync(ListRequest request, CallContext context)
    {
        var page = await Page<Versioned<ChannelDocument>>.TakeAsync(
            documents.Channels.InRegion(context.Region, request.After(), context.CancellationToken), request.MaxResults ?? ListRequest.DefaultPage, found => found.Id, context.CancellationToken);
        return new() { Channels = [.. page.Items.Select(found => ChannelAnswer.Of(found.Value, context))], NextToken = page.NextToken };
    }

    private ValueTask<ChannelAnswer> ConfigureLogsAsync(ConfigureLogsRequest request, CallContext context)
    {
        var (egress, ingress) = (request.EgressAccessLogs?.GroupOr(AccessLogs.DefaultEgressGroup), request.IngressAccessLogs?.GroupOr(AccessLogs.DefaultIngressGroup));
        return ChangeAsync(request.Id, context, channel => channel with { EgressLogGroup = egress, IngressLogGroup = ingress });
    }

    private ValueTask<ChannelAnswer> RotateAllAsync(IdRequest request, CallContext context) =>
        ChangeAsync(request.Id, context, channel => channel with { IngestEndpoints = [.. channel.IngestEndpoints.Select(WithNewCredentials)] });

    private ValueTask<ChannelAnswer> RotateAsync(RotateIngestRequest request, CallContext context) =>
        ChangeAsync(request.Id, context, channel => channel.IngestEndpoints.Any(ingest => ingest.Id == request.IngestEndpointId)
            ? channel with { IngestEndpoints = [.. channel.IngestEndpoints.Select(ingest => ingest.Id == request.IngestEndpointId ? WithNewCredentials(ingest) : ingest)] }
            : throw Refused.NotFound("Ingest endpoint", request.IngestEndpointId));

    private async ValueTask<ChannelAnswer> ChangeAsync(string id, CallContext context, Func<ChannelDocument, ChannelDocument> change) =>
        await documents.Channels.ChangeAsync(RegionKey.Of(context.Region, id), change, context.CancellationToken) is { } changed
            ? ChannelAnswer.Of(changed, context)
            : throw Refused.NotFound("Channel", id);

    private async ValueTask<Versioned<ChannelDocument>> FindAsync(string id, CallContext context) =>
        await documents.Channels.FindAsync(RegionKey.Of(context.Region, id), context.CancellationToken) ?? throw Refused.NotFound("Channel", id);

    private async ValueTask<IReadOnlyList<Permission>> Needs(string operation, string id, CallContext context)
    {
        var found = await documents.Channels.FindAsync(RegionKey.Of(context.Region, id), context.CancellationToken);
        return [new($"mediapackage:{operation}", context.Arn("mediapackage", $"channels/{found?.Value.Hash ?? "*"}"))];
    }

    private IngestEndpoint Ingest(string channelHash, string id, string region) => new()
    {
        Id = id,
        Url = $"https://{hosts.Ingest(id, region)}/in/v2/{channelHash}/{id}/channel",
        Username = Names.Assign(),
        Password = Names.Assign(),
    };

    private static IngestEndpoint WithNewCredentials(IngestEndpoint ingest) => ingest with { Username = Names.Assign(), Password = Names.Assign() };
}
