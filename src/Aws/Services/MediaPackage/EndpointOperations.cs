using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The operations of origin endpoints.</summary>
internal sealed class EndpointOperations(PackageDocuments documents, SecretReader secrets, PackageHosts hosts, IPlanPublisher publisher)
{
    private const int QuotaOfChannel = 10;

    public void Map(OperationMap operations)
    {
        operations.Map<EndpointRequest, EndpointAnswer>("CreateOriginEndpoint", CreateAsync, (request, _) => new(WithRole([new Permission("mediapackage:CreateOriginEndpoint", "*")], request)));
        operations.Map<IdRequest, EndpointAnswer>("DescribeOriginEndpoint", DescribeAsync, (request, context) => Needs("DescribeOriginEndpoint", request.Id, context));
        operations.Map<EndpointRequest, EndpointAnswer>("UpdateOriginEndpoint", UpdateAsync, async (request, context) => WithRole(await Needs("UpdateOriginEndpoint", request.Id, context), request));
        operations.Map<IdRequest, Nothing>("DeleteOriginEndpoint", DeleteAsync, (request, context) => Needs("DeleteOriginEndpoint", request.Id, context));
        operations.Map<ListRequest, EndpointsAnswer>("ListOriginEndpoints", ListAsync);
    }

    private async ValueTask<EndpointAnswer> CreateAsync(EndpointRequest request, CallContext context)
    {
        Names.Check("Id", request.Id);
        var settings = request.Over(new EndpointSettings());
        await CheckAsync(settings, context);
        var endpoint = new EndpointDocument
        {
            Id = request.Id,
            ChannelId = request.ChannelId!,
            Hash = Names.Assign(),
            CreatedAt = context.Time,
            Settings = settings,
            Tags = request.Tags ?? new Dictionary<string, string>(),
        };
        while (!await TryCreateAsync(endpoint, context))
        {
        }

        await publisher.PublishAsync(CancellationToken.None);
        return EndpointAnswer.Of(endpoint, hosts, context);
    }

    /// <summary>Writes the channel with the endpoint, so that of a deletion of the one and the making of the other only one comes about.</summary>
    private async ValueTask<bool> TryCreateAsync(EndpointDocument endpoint, CallContext context)
    {
        var channelKey = RegionKey.Of(context.Region, endpoint.ChannelId);
        var channel = await documents.Channels.FindAsync(channelKey, context.CancellationToken) ?? throw Refused.Unprocessable($"Channel with ID {endpoint.ChannelId} not found");
        var key = RegionKey.Of(context.Region, endpoint.Id);
        if (await documents.Endpoints.FindAsync(key, context.CancellationToken) is not null)
        {
            throw Refused.Unprocessable($"An origin endpoint with ID {endpoint.Id} exists already");
        }

        if (await documents.EndpointsOf(context.Region, endpoint.ChannelId, context.CancellationToken).CountAsync(context.CancellationToken) >= QuotaOfChannel)
        {
            throw Refused.QuotaExceeded();
        }

        return await documents.Store.TryCommitAsync(
            [
                documents.Channels.Write(channelKey, channel.Value with { EndpointsMade = channel.Value.EndpointsMade + 1 }, channel.Version),
                documents.Endpoints.Write(key, endpoint, 0),
            ],
            context.CancellationToken);
    }

    private async ValueTask<EndpointAnswer> DescribeAsync(IdRequest request, CallContext context) =>
        EndpointAnswer.Of((await FindAsync(request.Id, context)).Value, hosts, context);

    private async ValueTask<EndpointAnswer> UpdateAsync(EndpointRequest request, CallContext context)
    {
        Versioned<EndpointDocument> found;
        EndpointDocument changed;
        do
        {
            found = await FindAsync(request.Id, context);
            changed = found.Value with { Settings = request.Over(found.Value.Settings) };
            CheckChange(found.Value.Settings, changed.Settings);
            await CheckAsync(changed.Settings, context);
        }
        while (!await documents.Endpoints.TryPutAsync(found.Id, changed, found.Version, context.CancellationToken));

        await publisher.PublishAsync(CancellationToken.None);
        return EndpointAnswer.Of(changed, hosts, context);
    }

    private async ValueTask<Nothing> DeleteAsync(IdRequest request, CallContext context)
    {
        Versioned<EndpointDocument> found;
        do
        {
            found = await FindAsync(request.Id, context);
        }
        while (!await documents.Endpoints.TryPutAsync(found.Id, null, found.Version, context.CancellationToken));

        await publisher.PublishAsync(CancellationToken.None);
        return Nothing.Value;
    }

    private async ValueTask<EndpointsAnswer> ListAsync(ListRequest request, CallContext context)
    {
        var endpoints = documents.Endpoints.InRegion(context.Region, request.After(), context.CancellationToken)
            .Where(found => request.ChannelId is null || found.Value.ChannelId == request.ChannelId);
        var page = await Page<Versioned<EndpointDocument>>.TakeAsync(endpoints, request.MaxResults ?? ListRequest.DefaultPage, found => found.Id, context.CancellationToken);
        return new() { OriginEndpoints = [.. page.Items.Select(found => EndpointAnswer.Of(found.Value, hosts, context))], NextToken = page.NextToken };
    }

    private static void CheckChange(EndpointSettings standing, EndpointSettings wanted)
    {
        if (wanted.Packages().Any(package => !standing.Packages().Contains(package)))
        {
            throw Refused.Unprocessable("The type of package of an origin endpoint cannot change");
        }
    }

    private async ValueTask CheckAsync(EndpointSettings settings, CallContext context)
    {
        var faults = EndpointRules.Check(settings);
        if (faults.Count > 0)
        {
            throw Refused.Unprocessable(string.Join("; ", faults));
        }

        if (settings.Authorization is { } authorization
            && CdnIdentifier.Fault(await secrets.ReadAsync(context.Region, authorization.CdnIdentifierSecret, context.CancellationToken)) is { } fault)
        {
            throw Refused.Unprocessable($"Authorization: {fault}");
        }
    }

    private async ValueTask<Versioned<EndpointDocument>> FindAsync(string id, CallContext context) =>
        await documents.Endpoints.FindAsync(RegionKey.Of(context.Region, id), context.CancellationToken) ?? throw Refused.NotFound("OriginEndpoint", id);

    private async ValueTask<IReadOnlyList<Permission>> Needs(string operation, string id, CallContext context)
    {
        var found = await documents.Endpoints.FindAsync(RegionKey.Of(context.Region, id), context.CancellationToken);
        return [new($"mediapackage:{operation}", context.Arn("mediapackage", $"origin_endpoints/{found?.Value.Hash ?? "*"}"))];
    }

    private static IReadOnlyList<Permission> WithRole(IReadOnlyList<Permission> needs, EndpointRequest request) =>
        request.Authorization is { } authorization
            ? [.. needs, new("iam:PassRole", authorization.SecretsRoleArn) { Conditions = new Dictionary<string, string> { ["iam:PassedToService"] = "mediapackage.amazonaws.com" } }]
            : needs;
}
