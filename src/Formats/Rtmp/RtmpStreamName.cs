namespace Headwater.Formats.Rtmp;

/// <summary>Application and name of a stream without slashes at their ends, and the query parameters that came with them.</summary>
/// <remarks>Interop: encoders put the instance into the URL, the stream key or both, and parameters behind either; librtmp puts its URL in quotes.</remarks>
internal static class RtmpStreamName
{
    /// <summary>Splits <c>path?query</c>; the path loses the slashes around it.</summary>
    public static (string Path, string Query) Split(string text)
    {
        text = text.Trim().Trim('\'', '"');
        var mark = text.IndexOf('?');
        return mark < 0 ? (text.Trim('/'), "") : (text[..mark].Trim('/'), text[(mark + 1)..]);
    }

    /// <summary>The path behind the host of <c>rtmp://host[:port]/path</c>, with its query; empty when there is none.</summary>
    public static string PathOfUrl(string url)
    {
        url = url.Trim().Trim('\'', '"');
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return "";
        }

        var slash = url.IndexOf('/', scheme + 3);
        return slash < 0 ? "" : url[slash..];
    }

    /// <summary>Application, instance and query of a stream: application and instance are what is before and behind the last slash of both names together.</summary>
    /// <remarks>
    /// The instance is empty when there is but one part. Interop: ffmpeg cuts <c>app/instance?key=a/b</c> at its last slash, so that the name holds
    /// the query's end; as a stream has two parts, a name behind a complete one with an open query can be nothing else.
    /// </remarks>
    public static (string App, string Instance, string Query) Join(string app, string appQuery, string name)
    {
        if (appQuery.Length > 0 && app.Contains('/') && name.Length > 0 && !name.Contains('?'))
        {
            return Join(app, $"{appQuery}/{name}", "");
        }

        var (path, query) = Split(name);
        var whole = path.Length == 0 ? app : $"{app}/{path}";
        var slash = whole.LastIndexOf('/');
        query = query.Length == 0 ? appQuery : appQuery.Length == 0 ? query : $"{query}&{appQuery}";
        return slash < 0 ? (whole, "", query) : (whole[..slash].TrimEnd('/'), whole[(slash + 1)..], query);
    }
}
