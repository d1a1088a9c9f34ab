using Headwater.Aws.Compile;
using Headwater.Aws.Services.MediaPackage;
using Headwater.Aws.Services.MediaPackageV2;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Aws.Services.Ssm;
using Headwater.Aws.Tests.Support;
using Headwater.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Tests.Compile;

/// <summary>The stock clients against the services over HTTP, and the plan that comes of it.</summary>
public sealed class RealClientTests : IDisposable
{
    private readonly MemoryDocumentStore _store = new();
    private readonly RecordingPlane _plane = new();
    private readonly SecretCipher _cipher = new(new ZeroKey());
    private readonly SecretReader _reader;
    private readonly PlanPublisher _publisher;

    public RealClientTests()
    {
        _reader = new(_store, _cipher, TimeProvider.System);
        var feeds = new FixedFeeds();
        _publisher = new(feeds, new PackageCompiler(_store, feeds, _reader), _plane);
    }

    [Fact]
    public async Task Boto3_BuildsAnAuthorizedPackage_AndThePlanRuns()
    {
        await using var rig = await StartAsync();

        var output = await rig.PythonAsync("""
            secrets, package = client("secretsmanager"), client("mediapackage")
            arn = secrets.create_secret(Name="cdn", SecretString=json.dumps({"MediaPackageCDNIdentifier": "0123456789"}))["ARN"]
            channel = package.create_channel(Id="live", Description="d", Tags={"a": "b"})
            show([len(channel["HlsIngest"]["IngestEndpoints"]), channel["Tags"], channel["ResponseMetadata"]["HTTPStatusCode"]])
            endpoint = package.create_origin_endpoint(
                Id="hls", ChannelId="live", ManifestName="master", StartoverWindowSeconds=3600,
                Authorization={"CdnIdentifierSecret": arn, "SecretsRoleArn": "arn:aws:iam::000000000000:role/r"},
                HlsPackage={"SegmentDurationSeconds": 4, "AdMarkers": "SCTE35_ENHANCED", "ProgramDateTimeIntervalSeconds": 2, "IncludeIframeOnlyStream": True})
            show(endpoint["Url"].split("/")[3:6] == ["out", "v1", endpoint["Arn"].split("/")[-1]])
            package.update_origin_endpoint(Id="hls", Origination="ALLOW", Whitelist=["10.0.0.0/8"])
            package.tag_resource(ResourceArn=endpoint["Arn"], Tags={"k": "v"})
            show(package.list_tags_for_resource(ResourceArn=endpoint["Arn"])["Tags"])
            show([page["Id"] for page in package.get_paginator("list_origin_endpoints").paginate(ChannelId="live").search("OriginEndpoints")])
            for call, arguments in [
                (package.delete_channel, {"Id": "live"}),
                (package.describe_channel, {"Id": "none"}),
                (package.create_origin_endpoint, {"Id": "x", "ChannelId": "live", "HlsPackage": {}, "TimeDelaySeconds": 2}),
                (package.create_origin_endpoint, {"Id": "x", "ChannelId": "live", "HlsPackage": {"Encryption": {"SpekeKeyProvider": {"ResourceId": "r", "RoleArn": "a", "SystemIds": ["s"], "Url": "https://k"}}}})]:
                fault = fails(call, **arguments)
                show([fault["Error"]["Code"], fault["ResponseMetadata"]["HTTPStatusCode"]])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """[2, {"a": "b"}, 200]""", "true", """{"k": "v"}""", """["hls"]""",
                """["UnprocessableEntityException", 422]""", """["NotFoundException", 404]""", """["UnprocessableEntityException", 422]""", """["UnprocessableEntityException", 422]""",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var plan = Assert.Single(_plane.Plans[^1].Endpoints);
        Assert.Equal((PackageKind.HlsTs, "master", true, TimeSpan.FromHours(1)), (plan.Package, plan.ManifestName, plan.IFrameStreams, plan.StartoverWindow));
        Assert.Equal(["0123456789"], plan.CdnIdentifiers);
        Assert.Equal(["10.0.0.0/8"], plan.AllowedCidrs);
    }

    [Fact]
    public async Task Boto3_BuildsAPackageOfTheSecondKind_WhichIsPlayedWhenAPolicyAllowsIt()
    {
        await using var rig = await StartAsync();

        var output = await rig.PythonAsync("""
            c = client("mediapackagev2")
            group = c.create_channel_group(ChannelGroupName="g")
            channel = c.create_channel(ChannelGroupName="g", ChannelName="c", InputType="CMAF")
            show([ingest["Url"].split("/in/v1/")[1] for ingest in channel["IngestEndpoints"]])
            names = dict(ChannelGroupName="g", ChannelName="c", OriginEndpointName="e")
            endpoint = c.create_origin_endpoint(**names, ContainerType="CMAF", Segment={"SegmentDurationSeconds": 2}, LowLatencyHlsManifests=[{"ManifestName": "ll"}])
            show(endpoint["LowLatencyHlsManifests"][0]["Url"] == f"https://{group['EgressDomain']}/out/v1/g/c/e/ll.m3u8")
            policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "mediapackagev2:GetObject", "Resource": endpoint["Arn"]}]}
            c.put_origin_endpoint_policy(**names, Policy=json.dumps(policy))
            show(json.loads(c.get_origin_endpoint_policy(**names)["Policy"]) == policy)
            fault = fails(c.delete_channel_group, ChannelGroupName="g")
            show([fault["Error"]["Code"], fault["ConflictExceptionType"], fault["ResponseMetadata"]["HTTPStatusCode"]])
            fault = fails(c.update_channel_group, ChannelGroupName="g", ETag="old")
            show([fault["Error"]["Code"], fault["ConflictExceptionType"]])
            show([item["ChannelName"] for item in c.list_channels(ChannelGroupName="g")["Items"]])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["""["g/1/c/", "g/2/c/"]""", "true", "true", """["ConflictException", "RESOURCE_IN_USE", 409]""", """["ConflictException", "CONFLICTING_OPERATION"]""", """["c"]"""],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var plan = Assert.Single(_plane.Plans[^1].Endpoints);
        Assert.Equal((PackageKind.LowLatencyHls, "g/c/e", "ll", true), (plan.Package, plan.Path, plan.ManifestName, plan.Origination));
    }

    [Fact]
    public async Task Boto3_LivesASecretsLife()
    {
        await using var rig = await StartAsync();

        var output = await rig.PythonAsync("""
            c = client("secretsmanager")
            made = c.create_secret(Name="app/key", SecretString="one", Tags=[{"Key": "a", "Value": "b"}])
            c.put_secret_value(SecretId="app/key", SecretBinary=b"\x00\x01\xff")
            now = c.get_secret_value(SecretId=made["ARN"])
            show([now["SecretBinary"], "SecretString" in now, now["VersionStages"], now["CreatedDate"].tzinfo is not None])
            show(c.get_secret_value(SecretId="app/key", VersionStage="AWSPREVIOUS")["SecretString"])
            show(sorted(stage for stages in c.describe_secret(SecretId="app/key")["VersionIdsToStages"].values() for stage in stages))
            show("ResourcePolicy" in c.get_resource_policy(SecretId="app/key"))
            show(len(c.get_random_password(PasswordLength=20, ExcludePunctuation=True)["RandomPassword"]))
            show([item["Name"] for item in c.list_secrets(Filters=[{"Key": "name", "Values": ["app"]}])["SecretList"]])
            c.delete_secret(SecretId="app/key", RecoveryWindowInDays=7)
            show("DeletedDate" in c.describe_secret(SecretId="app/key"))
            for call, arguments in [(c.get_secret_value, {"SecretId": "app/key"}), (c.create_secret, {"Name": "app/key"}), (c.get_secret_value, {"SecretId": "none"})]:
                fault = fails(call, **arguments)
                show([fault["Error"]["Code"], fault["ResponseMetadata"]["HTTPStatusCode"]])
            c.restore_secret(SecretId="app/key")
            c.delete_secret(SecretId="app/key", ForceDeleteWithoutRecovery=True)
            show(fails(c.describe_secret, SecretId="app/key")["Error"]["Code"])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """["AAH/", false, ["AWSCURRENT"], true]""", "\"one\"", """["AWSCURRENT", "AWSPREVIOUS"]""", "false", "20", """["app/key"]""", "true",
                """["InvalidRequestException", 400]""", """["InvalidRequestException", 400]""", """["ResourceNotFoundException", 400]""", "\"ResourceNotFoundException\"",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Boto3_KeepsParameters()
    {
        await using var rig = await StartAsync();

        var output = await rig.PythonAsync("""
            c = client("ssm")
            show(c.put_parameter(Name="/app/a", Value="1", Type="String", Tags=[{"Key": "k", "Value": "v"}])["Version"])
            show(c.put_parameter(Name="/app/a", Value="2", Type="String", Overwrite=True)["Version"])
            c.put_parameter(Name="/app/deep/secret", Value="hidden", Type="SecureString")
            show([c.get_parameter(Name=name)["Parameter"]["Value"] for name in ("/app/a", "/app/a:1")])
            show(c.get_parameter(Name="/app/deep/secret", WithDecryption=True)["Parameter"]["Value"])
            show([p["Name"] for p in c.get_paginator("get_parameters_by_path").paginate(Path="/app", Recursive=True, PaginationConfig={"PageSize": 1}).search("Parameters")])
            show([p["Name"] for p in c.describe_parameters(ParameterFilters=[{"Key": "Name", "Option": "Equals", "Values": ["/app/a"]}])["Parameters"]])
            show(c.list_tags_for_resource(ResourceType="Parameter", ResourceId="/app/a")["TagList"])
            show(c.get_parameters(Names=["/app/a", "/none"])["InvalidParameters"])
            c.delete_parameter(Name="/app/a")
            for call, arguments in [(c.get_parameter, {"Name": "/app/a"}), (c.put_parameter, {"Name": "/app/deep/secret", "Value": "x", "Type": "SecureString"})]:
                fault = fails(call, **arguments)
                show([fault["Error"]["Code"], fault["ResponseMetadata"]["HTTPStatusCode"]])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "1", "2", """["2", "1"]""", "\"hidden\"", """["/app/a", "/app/deep/secret"]""", """["/app/a"]""", """[{"Key": "k", "Value": "v"}]""", """["/none"]""",
                """["ParameterNotFound", 400]""", """["ParameterAlreadyExists", 400]""",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _publisher.Dispose();

    private Task<AwsRig> StartAsync() => AwsRig.StartAsync(
        new SecretsManagerService(_store, _cipher, _publisher, TimeProvider.System),
        new SsmService(_store, _cipher),
        new MediaPackageService(_store, _reader, new PackageHosts(), _publisher, harvests: null),
        new MediaPackageV2Service(_store, _reader, new PackageHosts(), _publisher));

    private sealed class ZeroKey : IEncryptionKey
    {
        public ReadOnlyMemory<byte> Bytes { get; } = new byte[32];
    }
}
