using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Cuts lists into pages; a token names the last thing of the page before.</summary>
internal static class Page
{
    private const int DefaultResults = 100;

    /// <summary>One page of what comes in the order of its keys.</summary>
    /// <param name="request">With <c>MaxResults</c> and <c>NextToken</c>.</param>
    /// <param name="member">The answer's member that holds the page.</param>
    /// <param name="items">All, in the ordinal order of their keys.</param>
    /// <param name="write">One as the answer shows it.</param>
    public static JsonObject Of<T>(JsonObject request, string member, IEnumerable<(string Key, T Value)> items, Func<T, JsonObject> write)
    {
        var most = request.Whole("MaxResults") ?? DefaultResults;
        var after = request.Text("NextToken") is { Length: > 0 } token ? Read(token) : null;
        var found = items.Where(item => after is null || string.CompareOrdinal(item.Key, after) > 0).Take(most + 1).ToList();
        var page = new JsonObject { [member] = new JsonArray([.. found.Take(most).Select(item => write(item.Value))]) };
        if (found.Count > most)
        {
            page["NextToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(found[most - 1].Key));
        }

        return page;
    }

    private static string Read(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw MediaLiveFault.BadRequest("Invalid nextToken");
    }
}
