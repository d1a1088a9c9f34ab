using Headwater.Aws.Compile;

namespace Headwater.Aws.Tests.Compile;

public sealed class PlanPublisherTests : IDisposable
{
    private readonly ServiceRig _rig = new();
    private readonly RecordingPlane _plane = new();
    private readonly PlanPublisher _publisher;

    public PlanPublisherTests() => _publisher = new(_rig.Feeds, _rig.Compiler, _plane);

    [Fact]
    public async Task Publish_HandsOverPipelinesPackagesAndEndpoints()
    {
        _rig.Feeds.Channels = [new() { Id = "7-0", Input = new() { StreamName = "live/a" } }];
        await _rig.CallAsync("mediapackage", "CreateChannel", """{"Id":"live"}""");
        await _rig.CallAsync("mediapackage", "CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","HlsPackage":{}}""");

        await _publisher.PublishAsync(TestContext.Current.CancellationToken);

        var plan = Assert.Single(_plane.Plans);
        Assert.Equal((1, 1, 1), (plan.Channels.Count, plan.Packages.Count, plan.Endpoints.Count));
        Assert.Empty(_plane.Forgotten);
    }

    [Fact]
    public async Task Publish_PackageThatIsGone_IsForgottenOnce()
    {
        await _rig.CallAsync("mediapackage", "CreateChannel", """{"Id":"live"}""");
        await _publisher.PublishAsync(TestContext.Current.CancellationToken);
        await _rig.CallAsync("mediapackage", "DeleteChannel", """{"Id":"live"}""");

        await _publisher.PublishAsync(TestContext.Current.CancellationToken);
        await _publisher.PublishAsync(TestContext.Current.CancellationToken);

        Assert.Equal([PackageIds.OfChannel(ServiceRig.Region, "live")], _plane.Forgotten);
    }

    [Fact]
    public async Task Publish_FromManyAtOnce_HandsOverOneAfterAnother()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await _publisher.PublishAsync(CancellationToken.None), TestContext.Current.CancellationToken)));

        Assert.Equal(20, _plane.Plans.Count);
        Assert.Equal(1, _plane.MostAtOnce);
    }

    public void Dispose() => _publisher.Dispose();
}
