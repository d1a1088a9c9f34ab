using Headwater.Aws.Compile;
using Headwater.Plans;

namespace Headwater.Aws.Tests.Compile;

public sealed class PackageCompilerTests
{
    private const string Model = "mediapackage";
    private const string Role = "arn:aws:iam::000000000000:role/r";

    private readonly ServiceRig _rig = new();

    [Fact]
    public async Task Compile_Hls_TakesEverySettingThatIsApplied()
    {
        var made = await EndpointAsync(
            """
            "ManifestName":"master","StartoverWindowSeconds":3600,"TimeDelaySeconds":30,"Whitelist":["10.0.0.0/8"],
            "HlsPackage":{"SegmentDurationSeconds":4,"PlaylistWindowSeconds":90,"ProgramDateTimeIntervalSeconds":2,"IncludeIframeOnlyStream":true,"UseAudioRenditionGroup":true,"AdMarkers":"SCTE35_ENHANCED"}
            """);

        var plan = await _rig.EndpointAsync();

        Assert.Equal(
            new EndpointPlan
            {
                Id = made.Split('/')[^1],
                ChannelId = PackageIds.OfChannel(ServiceRig.Region, "live"),
                Package = PackageKind.HlsTs,
                ManifestName = "master",
                SegmentDuration = TimeSpan.FromSeconds(4),
                Window = TimeSpan.FromSeconds(90),
                StartoverWindow = TimeSpan.FromHours(1),
                TimeDelay = TimeSpan.FromSeconds(30),
                ProgramDateTimeInterval = TimeSpan.FromSeconds(2),
                AudioRenditionGroup = true,
                IFrameStreams = true,
                AllowedCidrs = ["10.0.0.0/8"],
            },
            plan);
    }

    [Fact]
    public async Task Compile_Dash_IsDash()
    {
        await EndpointAsync("\"DashPackage\":{\"SegmentDurationSeconds\":3,\"ManifestWindowSeconds\":120}");

        var plan = await _rig.EndpointAsync();

        Assert.Equal((PackageKind.Dash, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(120), true), (plan.Package, plan.SegmentDuration, plan.Window, plan.Origination));
    }

    [Fact]
    public async Task Compile_Cmaf_MakesAnEndpointOfEachManifestUnderItsUrl()
    {
        var made = await EndpointAsync("\"CmafPackage\":{\"SegmentDurationSeconds\":2,\"HlsManifests\":[{\"Id\":\"ll\",\"ManifestName\":\"main\"},{\"Id\":\"slow\",\"ProgramDateTimeIntervalSeconds\":5}]}");

        var plans = (await _rig.CompileAsync()).Endpoints;

        var hash = made.Split('/')[^1];
        Assert.Equal([($"{hash}/ll", "main", TimeSpan.Zero), ($"{hash}/slow", "index", TimeSpan.FromSeconds(5))], plans.Select(plan => (plan.Path!, plan.ManifestName, plan.ProgramDateTimeInterval)));
        Assert.All(plans, plan => Assert.Equal(PackageKind.HlsCmaf, plan.Package));
        Assert.Equal(2, plans.Select(plan => plan.Id).Distinct().Count());
    }

    [Fact]
    public async Task Compile_WindowShorterThanThreeSegments_IsWidened()
    {
        await EndpointAsync("\"HlsPackage\":{\"SegmentDurationSeconds\":10,\"PlaylistWindowSeconds\":12}");

        Assert.Equal(TimeSpan.FromSeconds(30), (await _rig.EndpointAsync()).Window);
    }

    [Fact]
    public async Task Compile_Denied_AnswersNothing()
    {
        await EndpointAsync("\"HlsPackage\":{},\"Origination\":\"DENY\"");

        Assert.False((await _rig.EndpointAsync()).Origination);
    }

    [Fact]
    public async Task Compile_Authorized_AsksForTheCurrentIdentifierOrTheOneBefore()
    {
        await SecretAsync("first-identifier");
        await EndpointAsync($$"""
            "HlsPackage":{},"Authorization":{"CdnIdentifierSecret":"cdn","SecretsRoleArn":"{{Role}}"}
            """);

        Assert.Equal(["first-identifier"], (await _rig.EndpointAsync()).CdnIdentifiers);
        var published = _rig.Publisher.Count;
        await _rig.CallAsync("secretsmanager", "PutSecretValue", """{"SecretId":"cdn","SecretString":"{\"MediaPackageCDNIdentifier\":\"second-identifier\"}"}""");

        Assert.Equal(["second-identifier", "first-identifier"], (await _rig.EndpointAsync()).CdnIdentifiers);
        Assert.Equal(published + 1, _rig.Publisher.Count);
    }

    [Fact]
    public async Task Compile_SecretThatIsDeleted_ShutsTheEndpointInsteadOfOpeningIt()
    {
        await SecretAsync("first-identifier");
        await EndpointAsync($$"""
            "HlsPackage":{},"Authorization":{"CdnIdentifierSecret":"cdn","SecretsRoleArn":"{{Role}}"}
            """);
        var published = _rig.Publisher.Count;

        await _rig.CallAsync("secretsmanager", "DeleteSecret", """{"SecretId":"cdn"}""");

        var plan = await _rig.EndpointAsync();
        Assert.False(plan.Origination);
        Assert.Empty(plan.CdnIdentifiers);
        Assert.Equal(published + 1, _rig.Publisher.Count);
    }

    [Fact]
    public async Task Compile_Package_KeepsWhatItsEndpointsNeedAndFollowsItsFeed()
    {
        var id = PackageIds.OfChannel(ServiceRig.Region, "live");
        _rig.Feeds.Feeds[id] = new() { Sources = [new() { ChannelId = "7-0" }, new() { ChannelId = "7-1", Renditions = ["v"] }], PartDuration = TimeSpan.FromMilliseconds(250) };
        await EndpointAsync("\"HlsPackage\":{},\"StartoverWindowSeconds\":7200,\"TimeDelaySeconds\":60");

        var package = Assert.Single((await _rig.CompileAsync()).Packages);

        Assert.Equal((id, 2, TimeSpan.FromMilliseconds(250)), (package.Id, package.Sources.Count, package.PartDuration));
        Assert.InRange(package.Retention, TimeSpan.FromSeconds(7260), TimeSpan.FromSeconds(7260 + 300));
    }

    [Fact]
    public async Task Compile_LongestStartover_StaysWithinWhatAPlanMayKeep()
    {
        await EndpointAsync("\"HlsPackage\":{},\"StartoverWindowSeconds\":1209600");

        Assert.Equal(TimeSpan.FromDays(14), Assert.Single((await _rig.CompileAsync()).Packages).Retention);
    }

    [Fact]
    public async Task Compile_ChannelThatNothingFeeds_IsAPackageWithoutSources()
    {
        await _rig.CallAsync(Model, "CreateChannel", """{"Id":"live"}""");

        Assert.Empty(Assert.Single((await _rig.CompileAsync()).Packages).Sources);
    }

    [Fact]
    public async Task Compile_Twice_IsEqual()
    {
        await EndpointAsync("\"CmafPackage\":{\"HlsManifests\":[{\"Id\":\"a\"}]}");

        Assert.Equal(await _rig.CompileAsync(), await _rig.CompileAsync());
    }

    [Fact]
    public async Task Compile_AsAPlanFile_IsReadBackEqual()
    {
        await EndpointAsync("\"CmafPackage\":{\"HlsManifests\":[{\"Id\":\"a\"}]},\"ManifestName\":\"master.m3u8\"");
        var endpoint = await _rig.EndpointAsync();
        // The rules of plan files know channels; the package stands for one here.
        var plan = new PlatformPlan
        {
            Channels = [new() { Id = endpoint.ChannelId, Input = new() { StreamName = "live/a" }, Retention = TimeSpan.FromMinutes(12) }],
            Endpoints = [endpoint],
        };

        Assert.Empty(PlanFile.Read(PlanFile.Write(plan), out var read));
        Assert.Equal(plan, read);
    }

    [Fact]
    public async Task Directory_KnowsChannelsOfItsRegion()
    {
        var directory = new MediaPackageDirectory(_rig.Store);
        await _rig.CallAsync(Model, "CreateChannel", """{"Id":"live"}""");

        Assert.Equal(PackageIds.OfChannel(ServiceRig.Region, "live"), await directory.FindPackageAsync(ServiceRig.Region, "live", TestContext.Current.CancellationToken));
        Assert.Null(await directory.FindPackageAsync("us-east-1", "live", TestContext.Current.CancellationToken));
        Assert.Null(await directory.FindPackageAsync(ServiceRig.Region, "Live", TestContext.Current.CancellationToken));
    }

    private async Task<string> EndpointAsync(string settings)
    {
        await _rig.CallAsync(Model, "CreateChannel", """{"Id":"live"}""");
        return (string)(await _rig.CallAsync(Model, "CreateOriginEndpoint", $$"""{"Id":"e","ChannelId":"live",{{settings}}}"""))["Arn"]!;
    }

    private Task<System.Text.Json.Nodes.JsonObject> SecretAsync(string identifier) =>
        _rig.CallAsync("secretsmanager", "CreateSecret", $$"""{"Name":"cdn","SecretString":"{\"MediaPackageCDNIdentifier\":\"{{identifier}}\"}"}""");
}
