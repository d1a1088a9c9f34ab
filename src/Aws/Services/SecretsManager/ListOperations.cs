using System.Globalization;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The list of secrets.</summary>
internal sealed class ListOperations(SecretStore secrets)
{
    private const int DefaultPage = 100;

    public void Map(OperationMap operations) => operations.Map<ListSecretsRequest, SecretsAnswer>("ListSecrets", ListAsync);

    private async ValueTask<SecretsAnswer> ListAsync(ListSecretsRequest request, CallContext context)
    {
        if (!PageToken.TryRead(request.NextToken, out var after))
        {
            throw new AwsException("InvalidNextTokenException", "The NextToken value is invalid.");
        }

        var wanted = await secrets.Documents.InRegion(context.Region, null, context.CancellationToken)
            .Select(found => found.Value)
            .Where(secret => !secrets.IsGone(secret) && (request.IncludePlannedDeletion || secret.DeletedAt is null) && request.Filters?.All(filter => filter.Fits(secret)) != false)
            .ToListAsync(context.CancellationToken);
        var sorted = Sorted(wanted, request).SkipWhile(secret => after is not null && secret.Arn != after).Skip(after is null ? 0 : 1);
        var page = await Page<SecretDocument>.TakeAsync(sorted.ToAsyncEnumerable(), request.MaxResults ?? DefaultPage, secret => secret.Arn, context.CancellationToken);
        return new() { SecretList = [.. page.Items.Select(SecretAnswer.Listed)], NextToken = page.NextToken };
    }

    private static IEnumerable<SecretDocument> Sorted(List<SecretDocument> secrets, ListSecretsRequest request)
    {
        Func<SecretDocument, string> key = request.SortBy switch
        {
            "name" => secret => secret.Name,
            "last-changed-date" => secret => Sortable(secret.ChangedAt),
            "last-accessed-date" => secret => Sortable(secret.AccessedAt ?? default),
            _ => secret => Sortable(secret.CreatedAt),
        };
        var ascending = request.SortOrder == "asc" || (request.SortOrder is null && request.SortBy == "name");
        // Names settle ties, so that pages neither repeat nor leave out.
        return ascending
            ? secrets.OrderBy(key, StringComparer.Ordinal).ThenBy(secret => secret.Name, StringComparer.Ordinal)
            : secrets.OrderByDescending(key, StringComparer.Ordinal).ThenBy(secret => secret.Name, StringComparer.Ordinal);
    }

    private static string Sortable(DateTimeOffset time) => time.UtcTicks.ToString("D20", CultureInfo.InvariantCulture);
}
