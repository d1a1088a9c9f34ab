using System.Net;
using System.Threading.Channels;
using Headwater.Aws.Services.CloudWatch;
using Headwater.Aws.Services.Events;
using Headwater.Aws.Services.Logs;
using Headwater.Aws.Services.Sns;
using Headwater.Aws.Tests.Support;
using Headwater.Documents;
using Headwater.Observe.Alarms;
using Headwater.Observe.Logs;
using Headwater.Observe.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests.CloudWatch;

/// <summary>Metrics, alarms, logs, topics and events behind the gateway, on fake time; and a web server that takes messages and answers their links.</summary>
public sealed class ObserveRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("headwater-observed-").FullName;
    private readonly WebApplication _web;
    private readonly HttpClient _outgoing = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly Channel<(string Type, string Body)> _received = Channel.CreateUnbounded<(string, string)>();
    private MessageSigner _signer = null!;
    private SnsLinks _links = null!;

    private ObserveRig(WebApplication web) => _web = web;

    public FakeTimeProvider Time { get; } = new(Start);

    public MemoryDocumentStore Documents { get; } = new();

    public MetricStore Metrics { get; private set; } = null!;

    public LogStore Logs { get; private set; } = null!;

    public AlarmRunner Runner { get; private set; } = null!;

    public DeliveryQueue Queue { get; private set; } = null!;

    public SnsTopics Topics { get; private set; } = null!;

    public EventBus Bus { get; private set; } = null!;

    public AwsRig Aws { get; private set; } = null!;

    /// <summary>Where messages may be posted to.</summary>
    public string Hook => $"{Web}/hook";

    private string Web => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<ObserveRig> StartAsync(string? smtpServer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var rig = new ObserveRig(web);
        web.Run(rig.ServeAsync);
        await web.StartAsync();
        await rig.BuildAsync(smtpServer);
        return rig;
    }

    /// <summary>The next message that was posted to the hook.</summary>
    public async Task<(string Type, string Body)> NextAsync() => await _received.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Follows a link of a message.</summary>
    public async Task<string> FollowAsync(string url)
    {
        using var response = await _outgoing.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Aws.DisposeAsync();
        await Runner.DisposeAsync();
        await Bus.DisposeAsync();
        await Queue.DisposeAsync();
        await Logs.DisposeAsync();
        await Metrics.DisposeAsync();
        await _web.DisposeAsync();
        _outgoing.Dispose();
        _signer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BuildAsync(string? smtpServer)
    {
        var options = new SnsOptions { LinkBase = $"{Web}/sns", SmtpServer = smtpServer };
        Metrics = new MetricStore(Path.Combine(_folder, "metrics"), new MetricStoreOptions(), Time);
        Logs = new LogStore(Path.Combine(_folder, "logs"), Documents, new LogStoreOptions(), Time, Metrics);
        _signer = await MessageSigner.OpenAsync(Documents, Time, CancellationToken.None);
        Queue = new DeliveryQueue(Documents, new OutgoingMessages(_outgoing, options), options, Time);
        Topics = new SnsTopics(Documents, Queue, _signer, options, Time);
        _links = new SnsLinks(Topics, _signer);
        Bus = new EventBus(Documents, Logs, Topics);
        var book = new AlarmBook(Documents);
        Runner = new AlarmRunner(book, Metrics, new AlarmNotifications(Topics, Bus), Time);
        await Queue.StartAsync(CancellationToken.None);
        Aws = await AwsRig.StartAsync(
            new CloudWatchService(Metrics, book, Runner, Documents, Time), new LogsService(Logs, Time), new SnsService(Topics, options), new EventsService(Bus, Time));
    }

    private async Task ServeAsync(HttpContext http)
    {
        if (http.Request.Path == "/hook")
        {
            using var reader = new StreamReader(http.Request.Body);
            await _received.Writer.WriteAsync((http.Request.Headers["x-amz-sns-message-type"].ToString(), await reader.ReadToEndAsync()));
            return;
        }

        var answer = await _links.AnswerAsync(http.Request.Path.Value!["/sns".Length..], name => http.Request.Query[name].FirstOrDefault(), http.RequestAborted);
        http.Response.StatusCode = (int)answer.Status;
        http.Response.ContentType = answer.ContentType;
        await http.Response.WriteAsync(answer.Text);
    }
}
