using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Headwater.Origin.Http;

/// <summary>What a request below an endpoint asks for, read from its path and query; no request can make reading it fail otherwise than by a fault.</summary>
/// <param name="EndpointPath">The endpoint's path, or its id when it has none.</param>
/// <param name="File">The file name.</param>
/// <param name="Start">Start-over: first instant since the Unix epoch, or null.</param>
/// <param name="End">Start-over: last instant since the Unix epoch, or null.</param>
/// <param name="MediaSequence"><c>_HLS_msn</c>, or null.</param>
/// <param name="Part"><c>_HLS_part</c>, or null; only with <paramref name="MediaSequence"/>.</param>
/// <param name="Skip">Whether <c>_HLS_skip</c> asks for a delta update.</param>
/// <param name="ChildQuery">What addresses of child playlists repeat so that a session stays consistent; empty for nothing.</param>
internal sealed record OriginRequest(
    string EndpointPath, string File, TimeSpan? Start, TimeSpan? End, long? MediaSequence, int? Part, bool Skip, string ChildQuery)
{
    /// <summary>The path below which endpoints live.</summary>
    public const string Root = "/out/v1/";

    private const int LongestPath = 1024;

    /// <summary>Reads a request.</summary>
    /// <param name="path">The decoded path.</param>
    /// <param name="query">The query parameters.</param>
    /// <param name="request">The request, or null when the path is none of ours (404) or a parameter is malformed (400).</param>
    /// <returns>What is malformed, in words; null when nothing is.</returns>
    public static string? Read(string path, IQueryCollection query, out OriginRequest? request)
    {
        request = null;
        if (path.Length > LongestPath || !path.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = path[Root.Length..].Split('/');
        if (parts.Length < 2 || Array.Exists(parts, part => part.Length == 0))
        {
            return null;
        }

        string? start = query["start"];
        string? end = query["end"];
        // What is left in front of the pairs is the endpoint's path, which may have slashes of its own.
        var behindPath = parts.Length - 1;
        for (; behindPath >= 3 && parts[behindPath - 2] is "start" or "end"; behindPath -= 2)
        {
            if (parts[behindPath - 2] == "start")
            {
                start = parts[behindPath - 1];
            }
            else
            {
                end = parts[behindPath - 1];
            }
        }

        if (!TryInstant(start, out var from) || !TryInstant(end, out var to))
        {
            return "start and end are ISO 8601 instants or seconds since 1970";
        }

        if (!TryWhole(query["_HLS_msn"], long.MaxValue, out var sequence) || !TryWhole(query["_HLS_part"], int.MaxValue, out var partIndex))
        {
            return "_HLS_msn and _HLS_part are whole numbers";
        }

        if (partIndex is not null && sequence is null)
        {
            return "_HLS_part needs _HLS_msn";
        }

        string? skip = query["_HLS_skip"];
        if (skip is not (null or "YES" or "v2"))
        {
            return "_HLS_skip is YES or v2";
        }

        var repeated = behindPath < parts.Length - 1 ? "" : ChildQueryOf(query["start"], query["end"]);
        request = new OriginRequest(string.Join('/', parts.AsSpan(0, behindPath)), parts[^1], from, to, sequence, (int?)partIndex, skip is not null, repeated);
        return null;
    }

    private static string ChildQueryOf(string? start, string? end) => (start, end) switch
    {
        (null, _) => "",
        (_, null) => $"?start={Uri.EscapeDataString(start)}",
        _ => $"?start={Uri.EscapeDataString(start)}&end={Uri.EscapeDataString(end)}",
    };

    private static bool TryInstant(string? text, out TimeSpan? instant)
    {
        instant = null;
        if (text is null)
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000)
        {
            instant = TimeSpan.FromSeconds(seconds);
            return true;
        }

        // A plus sign that was not percent-encoded has arrived as a space.
        var style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, style, out var at)
            && at >= DateTimeOffset.UnixEpoch)
        {
            instant = at - DateTimeOffset.UnixEpoch;
            return true;
        }

        return false;
    }

    private static bool TryWhole(string? text, long largest, out long? value)
    {
        value = null;
        if (text is null)
        {
            return true;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > largest)
        {
            return false;
        }

        value = number;
        return true;
    }
}
