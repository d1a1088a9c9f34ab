using System.Text.Json.Nodes;
using Headwater.Aws.Tests.Compile;

namespace Headwater.Aws.Tests.MediaPackage;

public sealed class HarvestTests
{
    private const string Model = "mediapackage";
    private const string Job = """{"Id":"j","OriginEndpointId":"e","StartTime":"2026-11-22T11:30:00Z","EndTime":"2026-11-22T11:40:00Z","S3Destination":{"BucketName":"b","ManifestKey":"x/index.m3u8","RoleArn":"arn:aws:iam::000000000000:role/r"}}""";

    private readonly ServiceRig _rig = new(harvests: true);

    [Fact]
    public async Task CreateHarvestJob_Run_Succeeds()
    {
        await EndpointAsync();

        var made = await Call("CreateHarvestJob", Job);
        await _rig.Runner!.RunWaitingAsync(TestContext.Current.CancellationToken);

        Assert.Equal("IN_PROGRESS", (string?)made["Status"]);
        Assert.Equal("SUCCEEDED", (string?)(await Call("DescribeHarvestJob", """{"Id":"j"}"""))["Status"]);
        var order = Assert.Single(_rig.Harvester.Orders);
        Assert.Equal(("b", "x/index.m3u8", TimeSpan.FromMinutes(10)), (order.Bucket, order.ManifestKey, order.End - order.Start));
        Assert.Equal((await _rig.EndpointAsync()).Id, order.EndpointId);
    }

    [Fact]
    public async Task CreateHarvestJob_ThatCannotBeWritten_Fails()
    {
        await EndpointAsync();
        await Call("CreateHarvestJob", Job.Replace("\"b\"", "\"full\"", StringComparison.Ordinal));

        await _rig.Runner!.RunWaitingAsync(TestContext.Current.CancellationToken);

        Assert.Equal("FAILED", (string?)(await Call("DescribeHarvestJob", """{"Id":"j"}"""))["Status"]);
    }

    [Fact]
    public async Task Run_AJobMadeWhileItWaits_IsSeen()
    {
        await EndpointAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = _rig.Runner!.RunAsync(stop.Token);

        await Call("CreateHarvestJob", Job);
        while ((string?)(await Call("DescribeHarvestJob", """{"Id":"j"}"""))["Status"] != "SUCCEEDED")
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("11:40:00Z", "12:00:01Z")]
    [InlineData("11:40:00Z", "11:30:00Z")]
    [InlineData("11:40:00Z", "yesterday")]
    public async Task CreateHarvestJob_BadTimes_IsUnprocessable(string from, string to)
    {
        await EndpointAsync();

        Assert.Equal("UnprocessableEntityException", (await _rig.RefusalAsync(Model, "CreateHarvestJob", Job.Replace(from, to, StringComparison.Ordinal))).Code);
    }

    [Fact]
    public async Task CreateHarvestJob_EndpointThatKeepsNothing_IsUnprocessable()
    {
        await EndpointAsync(startover: 0);

        Assert.Contains("StartoverWindowSeconds", (await _rig.RefusalAsync(Model, "CreateHarvestJob", Job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateHarvestJob_EleventhInProgress_IsRefused()
    {
        await EndpointAsync();
        for (var number = 0; number < 10; number++)
        {
            await Call("CreateHarvestJob", Job.Replace("\"j\"", $"\"j{number}\"", StringComparison.Ordinal));
        }

        Assert.Equal("TooManyRequestsException", (await _rig.RefusalAsync(Model, "CreateHarvestJob", Job)).Code);
    }

    [Fact]
    public async Task ListHarvestJobs_Filtered_ListsWhatFitsUntilNinetyDaysArePast()
    {
        await EndpointAsync();
        await Call("CreateHarvestJob", Job);

        Assert.Single((await Call("ListHarvestJobs", """{"IncludeChannelId":"live","IncludeStatus":"IN_PROGRESS"}"""))["HarvestJobs"]!.AsArray());
        Assert.Empty((await Call("ListHarvestJobs", """{"IncludeStatus":"FAILED"}"""))["HarvestJobs"]!.AsArray());
        _rig.Time.Advance(TimeSpan.FromDays(90));
        Assert.Empty((await Call("ListHarvestJobs", "{}"))["HarvestJobs"]!.AsArray());
        Assert.Equal("NotFoundException", (await _rig.RefusalAsync(Model, "DescribeHarvestJob", """{"Id":"j"}""")).Code);
    }

    [Fact]
    public async Task CreateHarvestJob_WhereNothingRunsThem_IsRefused()
    {
        var rig = new ServiceRig();
        await rig.CallAsync(Model, "CreateChannel", """{"Id":"live"}""");
        await rig.CallAsync(Model, "CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","StartoverWindowSeconds":3600,"HlsPackage":{}}""");

        Assert.Contains("does not run harvest jobs", (await rig.RefusalAsync(Model, "CreateHarvestJob", Job)).Message, StringComparison.Ordinal);
    }

    private async Task EndpointAsync(int startover = 3600)
    {
        await Call("CreateChannel", """{"Id":"live"}""");
        await Call("CreateOriginEndpoint", $$"""{"Id":"e","ChannelId":"live","StartoverWindowSeconds":{{startover}},"HlsPackage":{} }""");
    }

    private Task<JsonObject> Call(string operation, string request) => _rig.CallAsync(Model, operation, request);
}
