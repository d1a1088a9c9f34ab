using System.Text.Json.Nodes;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests.ControlPlane;

/// <summary>A channel made, run, watched, watched over and taken down through the stock AWS CLI, with real video behind it.</summary>
public sealed class ChannelTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Channel_MadeByTheCli_PlaysArchivesAlarmsAndGoes()
    {
        await using var stage = await Stage.BuildAsync("SINGLE_PIPELINE");
        await stage.StartAsync();
        await stage.Aws.RunAsync(
            "cloudwatch", "put-metric-alarm", "--alarm-name", "input-lost", "--namespace", "AWS/MediaLive", "--metric-name", "InputVideoFrameRate",
            "--dimensions", $"Name=ChannelId,Value={stage.Channel}", "Name=Pipeline,Value=0", "--statistic", "Maximum", "--period", "10",
            "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "LessThanThreshold");
        await using (Publishers.Camera(stage.Publish[0]))
        {
            await PlaysAsync(stage);
            await ArchivesAsync(stage);
            await AlarmAsync(stage, "OK");
        }

        await AlarmAsync(stage, "ALARM");
        await using (Publishers.Camera(stage.Publish[0]))
        {
            await AlarmAsync(stage, "OK");
        }

        await GoesAsync(stage);
    }

    private static async Task PlaysAsync(Stage stage)
    {
        foreach (var endpoint in stage.Paths.Keys)
        {
            await Eventually.TrueAsync($"{endpoint} lists media", Deadline, () => HasMediaAsync(stage.Url(endpoint)), () => stage.Platform.Log);
            if (stage.Url(endpoint).EndsWith(".mpd", StringComparison.Ordinal))
            {
                await FfmpegReader.ListsEnoughAsync(stage.Url(endpoint), () => stage.Platform.Log);
            }

            var complaints = await FfmpegReader.PacedComplaintsAsync(stage.Url(endpoint), TimeSpan.FromSeconds(4));
            Assert.True(complaints.All(line => line.Contains("Found duplicated MOOV Atom", StringComparison.Ordinal)), $"{endpoint}: {string.Join('\n', complaints)}\n{stage.Platform.Log}");
        }
    }

    /// <summary>Whether a manifest is there and, when it is a multivariant playlist, its first child lists two segments.</summary>
    private static async Task<bool> HasMediaAsync(string url)
    {
        if (await PlatformProcess.TryGetAsync(url) is not { } text)
        {
            return false;
        }

        if (url.EndsWith(".mpd", StringComparison.Ordinal))
        {
            return text.Contains("<S ", StringComparison.Ordinal);
        }

        var child = HlsPlaylist.Read(text).Children.FirstOrDefault();
        return child is not null && await PlatformProcess.TryGetAsync(new Uri(new Uri(url), child).AbsoluteUri) is { } media && HlsPlaylist.Read(media).Segments.Count(segment => !segment.Gap) >= 2;
    }

    private static async Task ArchivesAsync(Stage stage)
    {
        const string First = "first/show_high.000000.m2ts";
        await Eventually.TrueAsync(
            "the first archive file is in the bucket",
            Deadline,
            async () => (await stage.Aws.TryAsync("s3api", "head-object", "--bucket", Stage.Bucket, "--key", First)).ExitCode == 0,
            () => stage.Platform.Log);
        var copy = Path.Combine(stage.Platform.DataDirectory, "copy.m2ts");
        await stage.Aws.TextAsync("s3", "cp", $"s3://{Stage.Bucket}/{First}", copy);
        var (exit, output, errors) = await ChildProgram.RunAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,width,sample_rate:format=duration", "-of", "json", copy], TimeSpan.FromMinutes(1));
        Assert.True(exit == 0 && errors.Length == 0, errors);
        var probed = JsonNode.Parse(output)!;
        Assert.Equal(["aac", "h264"], probed["streams"]!.AsArray().Select(stream => (string)stream!["codec_name"]!).Distinct().Order());
        Assert.Contains(probed["streams"]!.AsArray(), stream => (int?)stream!["width"] == 320);
        Assert.True(double.Parse((string)probed["format"]!["duration"]!, System.Globalization.CultureInfo.InvariantCulture) >= 3.5, output);
    }

    private static async Task AlarmAsync(Stage stage, string state)
    {
        var seen = "";
        await Eventually.TrueAsync(
            $"the alarm is {state}",
            Deadline,
            async () =>
            {
                var alarms = await stage.Aws.RunAsync("cloudwatch", "describe-alarms", "--alarm-names", "input-lost");
                seen = alarms!.ToJsonString();
                return (string?)alarms["MetricAlarms"]![0]!["StateValue"] == state;
            },
            () => $"{seen}\n{stage.Platform.Log}");
    }

    private static async Task GoesAsync(Stage stage)
    {
        await stage.Aws.RunAsync("medialive", "stop-channel", "--channel-id", stage.Channel);
        await stage.Aws.TextAsync("medialive", "wait", "channel-stopped", "--channel-id", stage.Channel);
        await stage.Aws.RunAsync("medialive", "delete-channel", "--channel-id", stage.Channel);
        await stage.Aws.TextAsync("medialive", "wait", "channel-deleted", "--channel-id", stage.Channel);
        await stage.Aws.TextAsync("medialive", "wait", "input-detached", "--input-id", stage.Input);
        await stage.Aws.RunAsync("medialive", "delete-input", "--input-id", stage.Input);
        await stage.Aws.TextAsync("medialive", "wait", "input-deleted", "--input-id", stage.Input);
        await stage.Aws.RunAsync("medialive", "delete-input-security-group", "--input-security-group-id", stage.SecurityGroup);
        foreach (var endpoint in stage.Paths.Keys)
        {
            await stage.Aws.RunAsync("mediapackage", "delete-origin-endpoint", "--id", endpoint);
        }

        await stage.Aws.RunAsync("mediapackage", "delete-channel", "--id", "stage");
        await stage.Aws.TextAsync("s3", "rb", "--force", $"s3://{Stage.Bucket}");
    }
}
