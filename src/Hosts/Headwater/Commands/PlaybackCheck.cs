using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Xml.Linq;
using Headwater.Formats.Hls;
using Headwater.Hosts.Platform;
using Headwater.Plans;

namespace Headwater.Hosts.Commands;

/// <summary>Asks an endpoint's own URLs as a player would: the manifest, a media playlist, and the newest segment that they list.</summary>
/// <remarks>The name in a URL need not resolve here: every connection goes to the address that this platform listens on.</remarks>
internal sealed class PlaybackCheck : IDisposable
{
    // A platform that does not answer within this is asked again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client;

    public PlaybackCheck(PlatformOptions options)
    {
        var address = System.Net.IPAddress.TryParse(options.UrlHost, out var printed) ? printed : System.Net.IPAddress.Loopback;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        {
            Timeout = Patience,
        };
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Why the endpoint does not play yet; null when it does, with media no older than <paramref name="since"/>, counted from the Unix epoch.</summary>
    public async Task<string?> WhyNotAsync(EndpointPlan endpoint, string url, TimeSpan since, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await _client.GetByteArrayAsync(new Uri(url), cancellationToken);
            var (segment, at) = endpoint.Package == PackageKind.Dash
                ? NewestOfMpd(manifest)
                : await NewestOfPlaylistAsync(endpoint, url, manifest, cancellationToken);
            if (segment is null)
            {
                return $"{url} lists no segment yet";
            }

            if (at + endpoint.SegmentDuration < since)
            {
                return $"{url} lists only what an earlier run left";
            }

            await _client.GetByteArrayAsync(new Uri(new Uri(url), segment), cancellationToken);
            return null;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return $"{url}: {fault.Message}";
        }
    }

    private async Task<(string? Uri, TimeSpan At)> NewestOfPlaylistAsync(EndpointPlan endpoint, string url, byte[] manifest, CancellationToken cancellationToken)
    {
        if (MultivariantPlaylistReader.Read(manifest, out var multivariant) != OperationStatus.Done || multivariant!.Variants.Count == 0)
        {
            return default;
        }

        var child = await _client.GetByteArrayAsync(new Uri(new Uri(url), multivariant.Variants[0].Uri), cancellationToken);
        if (MediaPlaylistReader.Read(child, out var playlist) != OperationStatus.Done)
        {
            return default;
        }

        for (var index = playlist!.Segments.Count - 1; index >= 0; index--)
        {
            if (!playlist.Segments[index].Gap)
            {
                // Numbers count from the epoch.
                return (playlist.Segments[index].Uri, endpoint.SegmentDuration * (playlist.MediaSequence + index));
            }
        }

        return default;
    }

    private static (string? Uri, TimeSpan At) NewestOfMpd(byte[] manifest)
    {
        using var stream = new MemoryStream(manifest);
        var template = XDocument.Load(stream).Descendants().LastOrDefault(element => element.Name.LocalName == "SegmentTemplate");
        if (template is null)
        {
            return default;
        }

        var (time, newest) = (0L, -1L);
        foreach (var run in template.Descendants().Where(element => element.Name.LocalName == "S"))
        {
            time = (long?)run.Attribute("t") ?? time;
            var duration = (long)run.Attribute("d")!;
            newest = time + (duration * ((long?)run.Attribute("r") ?? 0));
            time = newest + duration;
        }

        var text = newest.ToString(CultureInfo.InvariantCulture);
        return newest < 0
            ? default
            : (template.Attribute("media")!.Value.Replace("$Time$", text, StringComparison.Ordinal), TimeSpan.FromSeconds(newest / (long)template.Attribute("timescale")!));
    }
}
