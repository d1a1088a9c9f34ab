using System.Text;
using System.Text.RegularExpressions;
using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Operations on dashboards, which belong to the account and not to a region.</summary>
internal sealed partial class DashboardOperations(IDocumentStore documents, TimeProvider time)
{
    private const int OnAPage = 1000;

    private readonly DocumentSet<Dashboard> _dashboards = new(documents, "cloudwatch/dashboards", CanonicalJson.Options);

    public void Map(OperationMap operations)
    {
        operations.Map<PutRequest, PutResponse>("PutDashboard", PutAsync, (request, context) => new Permission("cloudwatch:PutDashboard", Arn(context, request.DashboardName)));
        operations.Map<NameRequest, GetResponse>("GetDashboard", GetAsync, (request, context) => new Permission("cloudwatch:GetDashboard", Arn(context, request.DashboardName)));
        operations.Map<ListRequest, ListResponse>("ListDashboards", ListAsync);
        operations.Map<NamesRequest, Nothing>(
            "DeleteDashboards", DeleteAsync, (request, context) => new([.. request.DashboardNames.Select(name => new Permission("cloudwatch:DeleteDashboards", Arn(context, name)))]));
    }

    /// <summary>Changes the tags of the dashboard of an ARN; false when there is none.</summary>
    public async ValueTask<bool> TryChangeTagsAsync(string arn, Func<SortedDictionary<string, string>, SortedDictionary<string, string>> change, CallContext context)
    {
        var prefix = Arn(context, "");
        while (arn.StartsWith(prefix, StringComparison.Ordinal) && await _dashboards.FindAsync(arn[prefix.Length..], context.CancellationToken) is { } found)
        {
            if (await _dashboards.TryPutAsync(found.Id, found.Value with { Tags = change(found.Value.Tags) }, found.Version, context.CancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static string Arn(CallContext context, string name) => $"arn:aws:cloudwatch::{context.Account}:dashboard/{name}";

    private async ValueTask<PutResponse> PutAsync(PutRequest request, CallContext context)
    {
        if (!Name().IsMatch(request.DashboardName))
        {
            throw Faults.Value($"The value {request.DashboardName} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n");
        }

        var (errors, warnings) = DashboardBody.Check(request.DashboardBody);
        if (errors.Count > 0)
        {
            throw new AwsException("DashboardInvalidInputError", $"The field DashboardBody must be a valid JSON object: {errors[0].DataPath} {errors[0].Message}")
            {
                Members = new() { ["dashboardValidationMessages"] = System.Text.Json.JsonSerializer.SerializeToNode(errors, CanonicalJson.Options) },
            };
        }

        var standing = await _dashboards.FindAsync(request.DashboardName, context.CancellationToken);
        var tags = standing?.Value.Tags ?? new SortedDictionary<string, string>((request.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value), StringComparer.Ordinal);
        await _dashboards.TryPutAsync(request.DashboardName, new Dashboard(request.DashboardBody, time.GetUtcNow(), tags), null, context.CancellationToken);
        return new PutResponse(warnings);
    }

    private async ValueTask<GetResponse> GetAsync(NameRequest request, CallContext context)
    {
        var found = await _dashboards.FindAsync(request.DashboardName, context.CancellationToken) ?? throw NotFound(request.DashboardName);
        return new GetResponse(Arn(context, request.DashboardName), found.Value.Body, request.DashboardName);
    }

    private async ValueTask<ListResponse> ListAsync(ListRequest request, CallContext context)
    {
        var entries = new List<Entry>();
        await foreach (var found in _dashboards.ListAsync(context.CancellationToken, request.DashboardNamePrefix ?? "", PageToken.Read(request.NextToken)))
        {
            entries.Add(new Entry(found.Id, Arn(context, found.Id), found.Value.Modified, Encoding.UTF8.GetByteCount(found.Value.Body)));
            if (entries.Count > OnAPage)
            {
                entries.RemoveAt(OnAPage);
                return new ListResponse(entries, PageToken.Write(entries[^1].DashboardName));
            }
        }

        return new ListResponse(entries, null);
    }

    private async ValueTask<Nothing> DeleteAsync(NamesRequest request, CallContext context)
    {
        foreach (var name in request.DashboardNames)
        {
            if (await _dashboards.FindAsync(name, context.CancellationToken) is null)
            {
                throw NotFound(name);
            }
        }

        await documents.TryCommitAsync([.. request.DashboardNames.Distinct(StringComparer.Ordinal).Select(name => _dashboards.Write(name, null, null))], context.CancellationToken);
        return Nothing.Value;
    }

    private static AwsException NotFound(string name) => new("DashboardNotFoundError", $"Dashboard {name} does not exist");

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,255}\z")]
    private static partial Regex Name();

    internal sealed record Dashboard(string Body, DateTimeOffset Modified, SortedDictionary<string, string> Tags);

    internal sealed record PutRequest(string DashboardName, string DashboardBody, List<TagDocument>? Tags);

    internal sealed record PutResponse(IReadOnlyList<DashboardMessage> DashboardValidationMessages);

    internal sealed record NameRequest(string DashboardName);

    internal sealed record GetResponse(string DashboardArn, string DashboardBody, string DashboardName);

    internal sealed record ListRequest(string? DashboardNamePrefix, string? NextToken);

    internal sealed record Entry(string DashboardName, string DashboardArn, DateTimeOffset LastModified, long Size);

    internal sealed record ListResponse(List<Entry> DashboardEntries, string? NextToken);

    internal sealed record NamesRequest(List<string> DashboardNames);
}
