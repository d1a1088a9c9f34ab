using System.Text.Json;
using Headwater.Aws.Compile;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Services;
using Headwater.Aws.Services.MediaLive;
using Headwater.Aws.Services.MediaPackage;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Aws.Tests.MediaLive.Support;
using Headwater.Aws.Tests.Support;
using Headwater.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headwater.Aws.Tests.MediaLive;

/// <summary>The whole life of a channel through the stock clients, with their waiters.</summary>
public sealed class RealClientTests : IAsyncLifetime
{
    private readonly MemoryDocumentStore _documents = new();
    private readonly CancellationTokenSource _stop = new();
    private MediaLiveService? _service;
    private AwsRig? _rig;
    private Task _work = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        var media = new FakeMediaPlane(TimeProvider.System);
        var plans = new MediaLivePlans(_documents);
        var packages = new PackageCompiler(_documents, plans, new SecretReader(_documents, new SecretCipher(new MediaLiveRig.FixedKey()), TimeProvider.System));
        _service = new MediaLiveService(
            new MediaLiveParts { Documents = _documents, Media = media, Plans = new PlanPublisher(plans, packages, media), Events = new RecordedEvents(), Metrics = new RecordedMetrics() },
            new MediaLiveOptions(), TimeProvider.System, NullLogger<MediaLiveService>.Instance);
        await new PackageDocuments(_documents).Channels.TryPutAsync(
            RegionKey.Of("us-east-1", "package"), new() { Id = "package", Hash = new string('a', 32), CreatedAt = TimeProvider.System.GetUtcNow(), IngestEndpoints = [] }, 0, CancellationToken.None);
        _rig = await AwsRig.StartAsync(_service);
        _work = _service.RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        await _rig!.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Boto3_CreatesStartsStopsAndDeletesAChannel()
    {
        var channel = JsonSerializer.Serialize(Requests.Channel("INPUT").ToJsonString());

        var output = await _rig!.PythonAsync($$"""
            c = client("medialive")
            group = c.create_input_security_group(WhitelistRules=[{"Cidr": "0.0.0.0/0"}])["SecurityGroup"]["Id"]
            made = c.create_input(Name="in", Type="RTMP_PUSH", InputSecurityGroups=[group], Destinations=[{"StreamName": "live/boto"}])["Input"]
            c.get_waiter("input_detached").wait(InputId=made["Id"])
            request = json.loads(json.loads({{JsonSerializer.Serialize(channel)}}).replace("INPUT", made["Id"]))
            wrong = json.loads(json.dumps(request))
            wrong["EncoderSettings"]["OutputGroups"][0]["Outputs"][0]["VideoDescriptionName"] = "no"
            fault = fails(c.create_channel, **wrong)
            show([fault["Error"]["Code"], fault["ResponseMetadata"]["HTTPStatusCode"], [one["ElementPath"] for one in fault["ValidationErrors"]]])
            id = c.create_channel(**request)["Channel"]["Id"]
            c.get_waiter("channel_created").wait(ChannelId=id)
            c.get_waiter("input_attached").wait(InputId=made["Id"])
            show(c.start_channel(ChannelId=id)["State"])
            c.get_waiter("channel_running").wait(ChannelId=id)
            described = c.describe_channel(ChannelId=id)
            show([described["State"], described["PipelinesRunningCount"], described["PipelineDetails"][0]["ActiveInputAttachmentName"]])
            show(fails(c.delete_channel, ChannelId=id)["Error"]["Code"])
            show(fails(c.delete_input, InputId=made["Id"])["Error"]["Code"])
            show(c.list_alerts(ChannelId=id)["Alerts"])
            show(c.stop_channel(ChannelId=id)["State"])
            c.get_waiter("channel_stopped").wait(ChannelId=id)
            show([one["Id"] == id for page in c.get_paginator("list_channels").paginate() for one in page["Channels"]])
            c.delete_channel(ChannelId=id)
            c.get_waiter("channel_deleted").wait(ChannelId=id)
            c.delete_input(InputId=made["Id"])
            c.get_waiter("input_deleted").wait(InputId=made["Id"])
            c.delete_input_security_group(InputSecurityGroupId=group)
            show(c.describe_input_security_group(InputSecurityGroupId=group)["State"])
            show(fails(c.describe_channel, ChannelId="1")["ResponseMetadata"]["HTTPStatusCode"])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["[\"UnprocessableEntityException\", 422, [\"outputGroups[0].outputs[0].videoDescriptionName\"]]", "\"STARTING\"", "[\"RUNNING\", 1, \"primary\"]", "\"ConflictException\"", "\"ConflictException\"", "[]", "\"STOPPING\"", "[true]", "\"DELETED\"", "404"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Cli_CreatesStartsStopsAndDeletesAChannel()
    {
        var group = await TextAsync("create-input-security-group", "--whitelist-rules", "Cidr=127.0.0.0/8", "--query", "SecurityGroup.Id");
        var input = await TextAsync("create-input", "--name", "in", "--type", "RTMP_PUSH", "--input-security-groups", group, "--destinations", "StreamName=live/cli", "--query", "Input.Id");
        Assert.Equal("rtmp://127.0.0.1:1935/live/cli", await TextAsync("describe-input", "--input-id", input, "--query", "Destinations[0].Url"));

        var id = await TextAsync("create-channel", "--cli-input-json", Requests.Channel(input).ToJsonString(), "--query", "Channel.Id");
        await TextAsync("wait", "channel-created", "--channel-id", id);
        Assert.Equal("STARTING", await TextAsync("start-channel", "--channel-id", id, "--query", "State"));
        await TextAsync("wait", "channel-running", "--channel-id", id);
        Assert.Equal("RUNNING", await TextAsync("describe-channel", "--channel-id", id, "--query", "State"));
        await TextAsync("create-tags", "--resource-arn", $"arn:aws:medialive:us-east-1:000000000000:channel:{id}", "--tags", "team=live");
        Assert.Equal("live", await TextAsync("list-tags-for-resource", "--resource-arn", $"arn:aws:medialive:us-east-1:000000000000:channel:{id}", "--query", "Tags.team"));
        await TextAsync("stop-channel", "--channel-id", id);
        await TextAsync("wait", "channel-stopped", "--channel-id", id);
        await TextAsync("delete-channel", "--channel-id", id);
        await TextAsync("wait", "channel-deleted", "--channel-id", id);
        await TextAsync("delete-input", "--input-id", input);
        await TextAsync("wait", "input-deleted", "--input-id", input);
        await TextAsync("delete-input-security-group", "--input-security-group-id", group);
        Assert.Equal("DELETED", await TextAsync("describe-input-security-group", "--input-security-group-id", group, "--query", "State"));
    }

    private async Task<string> TextAsync(params string[] arguments) =>
        (await _rig!.CliAsync(["medialive", .. arguments, "--output", "text"], TestContext.Current.CancellationToken)).Trim();
}
