using System.Globalization;
using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The operations of harvest jobs.</summary>
/// <param name="documents">The documents.</param>
/// <param name="runner">Runs the jobs; null where nothing does, and then none is taken.</param>
internal sealed class HarvestOperations(PackageDocuments documents, HarvestRunner? runner)
{
    private const int MostInProgress = 10;
    private static readonly TimeSpan LongestHarvest = TimeSpan.FromHours(24);
    private static readonly TimeSpan Visible = TimeSpan.FromDays(90);

    public void Map(OperationMap operations)
    {
        operations.Map<HarvestRequest, HarvestAnswer>("CreateHarvestJob", CreateAsync, (request, _) => new ValueTask<IReadOnlyList<Permission>>(
        [
            new("mediapackage:CreateHarvestJob", "*"),
            new("iam:PassRole", request.S3Destination.RoleArn) { Conditions = new Dictionary<string, string> { ["iam:PassedToService"] = "mediapackage.amazonaws.com" } },
        ]));
        operations.Map<IdRequest, HarvestAnswer>("DescribeHarvestJob", DescribeAsync);
        operations.Map<ListRequest, HarvestsAnswer>("ListHarvestJobs", ListAsync);
    }

    private async ValueTask<HarvestAnswer> CreateAsync(HarvestRequest request, CallContext context)
    {
        Names.Check("Id", request.Id);
        var (start, end) = (Instant("StartTime", request.StartTime), Instant("EndTime", request.EndTime));
        var endpoint = await documents.Endpoints.FindAsync(RegionKey.Of(context.Region, request.OriginEndpointId), context.CancellationToken)
            ?? throw Refused.Unprocessable($"OriginEndpoint with ID {request.OriginEndpointId} not found");
        Check(endpoint.Value.Settings, start, end, context.Time);
        if (runner is null)
        {
            throw Refused.Unprocessable("This platform does not run harvest jobs");
        }

        if (await documents.HarvestJobs.InRegion(context.Region, null, context.CancellationToken).CountAsync(job => job.Value.Status == HarvestStatus.InProgress, context.CancellationToken) >= MostInProgress)
        {
            throw Refused.QuotaExceeded();
        }

        var job = new HarvestJobDocument
        {
            Id = request.Id,
            Hash = Names.Assign(),
            ChannelId = endpoint.Value.ChannelId,
            OriginEndpointId = request.OriginEndpointId,
            CreatedAt = context.Time,
            StartTime = start,
            EndTime = end,
            S3Destination = request.S3Destination,
            Status = HarvestStatus.InProgress,
        };
        if (!await documents.HarvestJobs.TryPutAsync(RegionKey.Of(context.Region, job.Id), job, 0, context.CancellationToken))
        {
            throw Refused.Unprocessable($"A harvest job with ID {job.Id} exists already");
        }

        runner.Wake();
        return HarvestAnswer.Of(job, context);
    }

    private async ValueTask<HarvestAnswer> DescribeAsync(IdRequest request, CallContext context) =>
        await documents.HarvestJobs.FindAsync(RegionKey.Of(context.Region, request.Id), context.CancellationToken) is { } found && IsVisible(found.Value, context)
            ? HarvestAnswer.Of(found.Value, context)
            : throw Refused.NotFound("HarvestJob", request.Id);

    private async ValueTask<HarvestsAnswer> ListAsync(ListRequest request, CallContext context)
    {
        var jobs = documents.HarvestJobs.InRegion(context.Region, request.After(), context.CancellationToken)
            .Where(found => IsVisible(found.Value, context))
            .Where(found => request.IncludeChannelId is null || found.Value.ChannelId == request.IncludeChannelId)
            .Where(found => request.IncludeStatus is null || found.Value.Status == request.IncludeStatus);
        var page = await Page<Versioned<HarvestJobDocument>>.TakeAsync(jobs, request.MaxResults ?? ListRequest.DefaultPage, found => found.Id, context.CancellationToken);
        return new() { HarvestJobs = [.. page.Items.Select(found => HarvestAnswer.Of(found.Value, context))], NextToken = page.NextToken };
    }

    private static bool IsVisible(HarvestJobDocument job, CallContext context) => context.Time - job.CreatedAt < Visible;

    private static void Check(EndpointSettings endpoint, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        if (endpoint.StartoverWindowSeconds == 0)
        {
            throw Refused.Unprocessable("The origin endpoint must have a StartoverWindowSeconds greater than 0");
        }

        if (endpoint.HlsPackage is null && endpoint.DashPackage is null)
        {
            throw Refused.Unprocessable("Only HLS and DASH origin endpoints can be harvested");
        }

        if (end > now || start >= end || end - start > LongestHarvest || now - start > TimeSpan.FromSeconds(endpoint.StartoverWindowSeconds))
        {
            throw Refused.Unprocessable("StartTime and EndTime must be in order, in the past, within the start-over window and at most 24 hours apart");
        }
    }

    private static DateTimeOffset Instant(string member, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : throw Refused.Unprocessable($"{member} must be an ISO 8601 instant");
}
