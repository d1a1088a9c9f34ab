using System.Net;
using System.Text;
using Headwater.Log;
using Headwater.Origin.Http;
using Headwater.Plans;
using Headwater.Views.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Origin.Tests;

/// <summary>An origin over one log with four endpoints, one of each package, asked without a network.</summary>
internal sealed class OriginFixture : IAsyncDisposable
{
    private readonly IReadOnlyList<LogRecord> _records;
    private int _appended;

    private OriginFixture(MediaLog log, IReadOnlyList<LogRecord> records, Func<EndpointPlan, EndpointPlan>? change)
    {
        Log = log;
        _records = records;
        Catalog.Publish(Enum.GetValues<PackageKind>().Select(package =>
        {
            var plan = new EndpointPlan
            {
                Id = package.ToString().ToLowerInvariant(), ChannelId = "c", Package = package, SegmentDuration = TimeSpan.FromSeconds(2), Window = TimeSpan.FromSeconds(12),
            };
            return new OriginEndpoint(change?.Invoke(plan) ?? plan, TimeSpan.FromSeconds(0.5), log);
        }));
        Handler = new OriginHandler(Catalog, Clock);
    }

    /// <summary>The first segment's number: media starts on the grid.</summary>
    public static long First => LogShape.Epoch / 2;

    public FakeTimeProvider Clock { get; } = new();

    public OriginCatalog Catalog { get; } = new();

    public MediaLog Log { get; }

    public OriginHandler Handler { get; }

    /// <summary>Groups of one second at 10 pictures a second, two fragments each; sound beside.</summary>
    public static async Task<OriginFixture> StartAsync(
        int seconds = 30, int append = int.MaxValue, TimeSpan? retention = null, Func<EndpointPlan, EndpointPlan>? change = null, bool ends = false)
    {
        var shape = new LogShape
        {
            Groups = [.. Enumerable.Repeat(new LogShape.Group(10), seconds)], FramesPerFragment = 5, IntervalTold = true, AudioLagMilliseconds = -600, Ends = ends,
        };
        var fixture = new OriginFixture(await Logs.OpenAsync(retention: retention), shape.Records(), change);
        await fixture.AppendAsync(append);
        return fixture;
    }

    public async Task<bool> AppendAsync(int count = 1)
    {
        for (; count > 0 && _appended < _records.Count; count--)
        {
            await Log.AppendAsync(_records[_appended++], CancellationToken.None);
        }

        return _appended < _records.Count;
    }

    /// <summary>The address with HEADER replaced by what the CMAF playlist's map names.</summary>
    public async Task<string> WithHeaderAsync(string address)
    {
        var playlist = System.Text.Encoding.UTF8.GetString((await AskAsync("/out/v1/hlscmaf/index_v0.m3u8")).Body);
        var map = System.Text.RegularExpressions.Regex.Match(playlist, "index_v0_(init[0-9]+)[.]mp4").Groups[1].Value;
        return address.Replace("HEADER", map, StringComparison.Ordinal);
    }

    public Task<Answer> AskAsync(string url, string method = "GET", params (string Name, string Value)[] headers) => AskAsync(IPAddress.Loopback, url, method, headers);

    public Task<Answer> AskFromAsync(IPAddress? remote, string url) => AskAsync(remote, url, "GET", []);

    private async Task<Answer> AskAsync(IPAddress? remote, string url, string method, (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = remote;
        var question = url.IndexOf('?', StringComparison.Ordinal);
        context.Request.Method = method;
        context.Request.Path = new PathString(question < 0 ? url : url[..question]);
        context.Request.QueryString = question < 0 ? QueryString.Empty : new QueryString(url[question..]);
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        using var body = new MemoryStream();
        context.Response.Body = body;
        await Handler.HandleAsync(context);
        return new Answer(context.Response.StatusCode, context.Response.Headers, body.ToArray());
    }

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    internal sealed record Answer(int Status, IHeaderDictionary Headers, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);

        public IEnumerable<string> Uris => Text.Split('\n').Where(line => line.Length > 0 && line[0] != '#');
    }
}
