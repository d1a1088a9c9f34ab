using System.Text.Json.Nodes;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests.ControlPlane;

/// <summary>A platform whose channel was made through the AWS CLI alone.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Bucket = "headwater-stage";

    private Stage(PlatformProcess platform, AwsCli aws) => (Platform, Aws) = (platform, aws);

    public PlatformProcess Platform { get; }

    public AwsCli Aws { get; }

    public string Channel { get; private set; } = "";

    public string Input { get; private set; } = "";

    public string SecurityGroup { get; private set; } = "";

    /// <summary>Where to publish, one URL a pipeline.</summary>
    public IReadOnlyList<string> Publish { get; private set; } = [];

    /// <summary>Playback paths by endpoint id, from <c>/out/v1/</c> on.</summary>
    public Dictionary<string, string> Paths { get; } = [];

    public static async Task<Stage> BuildAsync(string channelClass)
    {
        var platform = await PlatformProcess.StartAsync("""{ "channels": [], "endpoints": [] }""");
        var stage = new Stage(platform, await AwsCli.OfAsync(platform));
        try
        {
            await stage.MakeAsync(channelClass);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the channel and waits as the documentation says.</summary>
    public async Task StartAsync()
    {
        var started = await Aws.RunAsync("medialive", "start-channel", "--channel-id", Channel);
        Assert.Equal("STARTING", (string?)started!["State"]);
        await Aws.TextAsync("medialive", "wait", "channel-running", "--channel-id", Channel);
    }

    /// <summary>Address of a file beside an endpoint's manifest, by address and path instead of a host name.</summary>
    public string Url(string endpoint, string? file = null)
    {
        var path = Paths[endpoint];
        return $"http://127.0.0.1:{Platform.PortOffset + Ports.Http}{(file is null ? path : path[..(path.LastIndexOf('/') + 1)] + file)}";
    }

    public ValueTask DisposeAsync() => Platform.DisposeAsync();

    private async Task MakeAsync(string channelClass)
    {
        await Aws.RunAsync("iam", "create-role", "--role-name", "medialive", "--assume-role-policy-document",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"medialive.amazonaws.com"},"Action":"sts:AssumeRole"}]}""");
        await Aws.TextAsync("s3", "mb", $"s3://{Bucket}");
        await Aws.RunAsync("mediapackage", "create-channel", "--id", "stage");
        await EndpointAsync("stage-hls", "--hls-package", """{"SegmentDurationSeconds":2,"PlaylistWindowSeconds":60}""");
        await EndpointAsync("stage-dash", "--dash-package", """{"SegmentDurationSeconds":2,"ManifestWindowSeconds":60}""");
        await EndpointAsync("stage-cmaf", "--cmaf-package", """{"SegmentDurationSeconds":2,"HlsManifests":[{"Id":"cmaf","ManifestName":"index"}]}""");
        SecurityGroup = (string)(await Aws.RunAsync("medialive", "create-input-security-group", "--whitelist-rules", "Cidr=127.0.0.0/8"))![nameof(SecurityGroup)]!["Id"]!;
        string[] names = channelClass == "STANDARD" ? ["StreamName=live/first", "StreamName=live/second"] : ["StreamName=live/first"];
        var input = (await Aws.RunAsync(["medialive", "create-input", "--name", "camera", "--type", "RTMP_PUSH", "--input-security-groups", SecurityGroup, "--destinations", .. names]))![nameof(Input)]!;
        Input = (string)input["Id"]!;
        Publish = [.. input["Destinations"]!.AsArray().Select(destination => (string)destination!["Url"]!)];
        var document = Path.Combine(Platform.DataDirectory, "channel.json");
        await File.WriteAllTextAsync(document, ChannelDocuments.Of(channelClass, Input, "stage", Bucket));
        var channel = (await Aws.RunAsync("medialive", "create-channel", "--cli-input-json", $"file://{document}"))![nameof(Channel)]!;
        Channel = (string)channel["Id"]!;
        await Aws.TextAsync("medialive", "wait", "channel-created", "--channel-id", Channel);
    }

    private async Task EndpointAsync(string id, string option, string package)
    {
        var made = await Aws.RunAsync("mediapackage", "create-origin-endpoint", "--channel-id", "stage", "--id", id, option, package);
        var url = (string?)made!["Url"] is { Length: > 0 } own ? own : (string)((JsonArray)made["CmafPackage"]!["HlsManifests"]!)[0]!["Url"]!;
        Paths[id] = new Uri(url).AbsolutePath;
    }
}
