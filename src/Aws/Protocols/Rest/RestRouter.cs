using System.Collections.Frozen;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Rest;

/// <summary>Finds the operation of a REST request by method, path, query flags and required headers. Immutable.</summary>
/// <param name="service">Whose operations.</param>
/// <param name="isMapped">Whether an operation runs here; decides between two of one form.</param>
internal sealed class RestRouter(ServiceModel service, Func<string, bool> isMapped)
{
    private readonly FrozenDictionary<string, OperationModel[]> _byMethod = service.Operations.Values
        .GroupBy(operation => operation.Method, StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.OrderBy(operation => operation.IsDeprecated).ThenByDescending(operation => isMapped(operation.Name)).ThenBy(operation => operation.Name, StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

    /// <summary>The operation, or null when the service has none of that form.</summary>
    /// <exception cref="Calls.AwsException">The query is not UTF-8.</exception>
    public OperationModel? Find(WireRequest request)
    {
        OperationModel? best = null;
        var bestRank = -1;
        foreach (var operation in _byMethod.GetValueOrDefault(request.Method, []))
        {
            var rank = Rank(operation, request);
            if (rank > bestRank)
            {
                (best, bestRank) = (operation, rank);
            }
        }

        return best;
    }

    // An operation with more said about it is the more precise one; one that lacks something required is the last resort, so that its caller hears what is missing.
    private static int Rank(OperationModel operation, WireRequest request)
    {
        var uri = operation.Uri;
        if (uri.Match(request.Path) is null || !uri.LiteralQuery.All(literal => request.Parameter(literal.Key) is { } value && (literal.Value is null || literal.Value == value)))
        {
            return -1;
        }

        var required = operation.Input?.Required.Select(name => operation.Input.Find(name)!).Where(member => member.Location is MemberLocation.QueryString or MemberLocation.Header).ToArray() ?? [];
        var isWhole = required.All(member => IsThere(member, request));
        return (isWhole ? 1_000_000 : 0) + (uri.LiteralSegments * 10_000) + (uri.LiteralQuery.Count * 100) + (isWhole ? required.Length : 0);
    }

    private static bool IsThere(Member member, WireRequest request) =>
        member.Location == MemberLocation.Header ? request.Header(member.WireName) is not null : request.Parameter(member.WireName) is not null;
}
