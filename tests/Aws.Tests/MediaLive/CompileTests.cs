using Headwater.Aws.Compile;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Tests.MediaLive.Support;
using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class CompileTests
{
    private const string H264 = "EncoderSettings.VideoDescriptions.0.CodecSettings.H264Settings";

    private readonly MediaLiveRig _rig = new();

    [Fact]
    public async Task Channel_OfTwoPipelines_IsTwoPlans()
    {
        await _rig.PackageAsync();
        var input = (string)(await _rig.CallAsync("CreateInput", Requests.Input(await _rig.GroupAsync("10.1.2.3/8", "192.0.2.0/24"), "live/a", "live/b"))).At("Input.Id")!;
        var id = (string)(await _rig.CallAsync("CreateChannel", Requests.Channel(input, "STANDARD"))).At("Channel.Id")!;
        await _rig.SettleAsync();
        await _rig.OnChannelAsync("StartChannel", id);
        await _rig.SettleAsync();

        var plan = _rig.Media.Plans[^1];

        Assert.Equal([($"{id}-0", "live/a", "archive/p0-a"), ($"{id}-1", "live/b", "archive/p1-a")], plan.Channels.Select(channel => (channel.Id, channel.Input.StreamName, channel.Archives.Single().KeyBase)));
        Assert.All(plan.Channels, channel => Assert.Equal(["10.0.0.0/8", "192.0.2.0/24"], channel.Input.AllowedCidrs));
        var ladder = plan.Channels[0].Ladder!;
        Assert.Equal(ladder, plan.Channels[1].Ladder);
        Assert.Equal(
            new VideoRenditionPlan { Name = "v720", Width = 1280, Height = 720, BitsPerSecond = 3_000_000, BFrames = 2, Profile = "high", FrameRate = new FrameRate(30, 1), QualityLevel = 8 }, ladder.Video.Single());
        Assert.Equal(new AudioRenditionPlan { Name = "aac", BitsPerSecond = 128_000 }, ladder.Audio.Single());
        Assert.Equal(TimeSpan.FromSeconds(2), ladder.GopDuration);
        Assert.False(ladder.LowLatency);
        Assert.Equal(
            new ArchivePlan { Name = "file", Bucket = "bucket", KeyBase = "archive/p0-a", Rollover = TimeSpan.FromSeconds(60), Video = "v720", Audio = ["aac"] }, plan.Channels[0].Archives.Single());

        var package = plan.Packages.Single(package => package.Id == PackageIds.OfChannel("us-east-1", "package"));
        Assert.Equal([$"{id}-0", $"{id}-1"], package.Sources.Select(source => source.ChannelId));
        Assert.Equal(["v720", "aac"], package.Sources[0].Renditions);
        Assert.Empty(PlanFile.Read(PlanFile.Write(plan), out _));
    }

    [Theory]
    [InlineData("{}", "Cbr 5000000 - 8 B2 main - 3s")]
    [InlineData("""{"RateControlMode":"VBR","Bitrate":1000000,"MaxBitrate":2000000,"BufSize":900000}""", "Vbr 1000000 2000000 7 B2 main - 3s buffer 900000")]
    [InlineData("""{"RateControlMode":"QVBR","MaxBitrate":1200000}""", "Qvbr 1200000 1200000 6 B2 main - 3s")]
    [InlineData("""{"RateControlMode":"QVBR","MaxBitrate":1200000,"QvbrQualityLevel":9}""", "Qvbr 1200000 1200000 9 B2 main - 3s")]
    [InlineData("""{"Profile":"BASELINE","Level":"H264_LEVEL_3"}""", "Cbr 5000000 - 8 B0 baseline 3.0 3s")]
    [InlineData("""{"Level":"H264_LEVEL_4_1","GopNumBFrames":0}""", "Cbr 5000000 - 8 B0 main 4.1 3s")]
    [InlineData("""{"FramerateControl":"SPECIFIED","FramerateNumerator":30000,"FramerateDenominator":1001,"GopSize":60}""", "Cbr 5000000 - 8 B2 main - 2002ms at 30000/1001")]
    [InlineData("""{"FramerateControl":"SPECIFIED","FramerateNumerator":25,"FramerateDenominator":1}""", "Cbr 5000000 - 8 B2 main - 3600ms at 25/1")]
    public void H264_MembersAndDefaults_BecomeThePlan(string settings, string expected)
    {
        var encoder = Requests.Channel("1")["EncoderSettings"]!.AsObject();
        encoder.At("VideoDescriptions.0.CodecSettings").Set("H264Settings", settings);

        var ladder = LadderCompiler.Compile(encoder);

        var video = ladder.Video.Single();
        var text = $"{video.RateControl} {video.BitsPerSecond} {video.MaximumBitsPerSecond?.ToString() ?? "-"} {video.QualityLevel} B{video.BFrames} {video.Profile} {video.Level ?? "-"} {Duration.Write(ladder.GopDuration)}"
            + (video.FrameRate is { } rate ? $" at {rate.Numerator}/{rate.Denominator}" : "") + (video.BufferBits is { } buffer ? $" buffer {buffer}" : "");
        Assert.Equal(expected, text);
    }

    [Fact]
    public void Video_ShapeAndTuning_BecomeThePlan()
    {
        var encoder = Requests.Channel("1")["EncoderSettings"]!.AsObject();
        encoder.Set("VideoDescriptions.0.ScalingBehavior", "\"SMART_CROP\"");
        encoder.Set("VideoDescriptions.0.Sharpness", "80");
        encoder.Set("VideoDescriptions.0.CodecSettings.H264Settings", """{"NumRefFrames":3,"MinQp":12,"Slices":4,"LookAheadRateControl":"HIGH"}""");

        var video = LadderCompiler.Compile(encoder).Video.Single();

        Assert.Equal((PictureScaling.Crop, 80, 3, 12, 4, 60), (video.Scaling, video.Sharpness, video.References, video.LeastQuantizer, video.Slices, video.LookAhead));
    }

    [Fact]
    public void H265_TenBits_BecomesMain10()
    {
        var encoder = Requests.Channel("1")["EncoderSettings"]!.AsObject();
        encoder.Set("VideoDescriptions.0.CodecSettings", """{"H265Settings":{"FramerateNumerator":50,"FramerateDenominator":1,"Profile":"MAIN_10BIT","Level":"H265_LEVEL_5_1","GopSize":100}}""");

        var video = LadderCompiler.Compile(encoder).Video.Single();

        Assert.Equal((Codec.H265, "main10", "5.1", new FrameRate(50, 1)), (video.Codec, video.Profile, video.Level, video.FrameRate));
    }

    [Theory]
    [InlineData("0", null, true)]
    [InlineData("0", "\"LOW\"", true)]
    [InlineData("0", "\"HIGH\"", false)]
    [InlineData("1", null, false)]
    [InlineData(null, null, false)]
    public void Ladder_WithoutBFramesAndLookAhead_IsOfLowLatency(string? bFrames, string? lookAhead, bool expected)
    {
        var encoder = Requests.Channel("1")["EncoderSettings"]!.AsObject();
        encoder.At("VideoDescriptions.0.CodecSettings.H264Settings").Set("GopNumBFrames", bFrames);
        encoder.At("VideoDescriptions.0.CodecSettings.H264Settings").Set("LookAheadRateControl", lookAhead);

        Assert.Equal(expected, LadderCompiler.Compile(encoder).LowLatency);
    }

    [Theory]
    [InlineData("CODING_MODE_1_0", 1)]
    [InlineData("CODING_MODE_2_0", 2)]
    [InlineData("CODING_MODE_5_1", 6)]
    public void Aac_CodingMode_SaysTheChannels(string mode, int channels)
    {
        var encoder = Requests.Channel("1")["EncoderSettings"]!.AsObject();
        encoder.Set("AudioDescriptions.0", $$$$"""{"Name":"a","LanguageCode":"fr","CodecSettings":{"AacSettings":{"CodingMode":"{{{{mode}}}}","SampleRate":44100}}}""");

        Assert.Equal(new AudioRenditionPlan { Name = "a", BitsPerSecond = 192_000, SampleRate = 44_100, Channels = channels, Language = "fr" }, LadderCompiler.Compile(encoder).Audio.Single());
    }

    [Fact]
    public void Names_ThatPlansDoNotTake_AreReplacedAndStayUnique()
    {
        var names = new RenditionNames(Requests.Json($$"""
            {"VideoDescriptions":[{"Name":"720p (main)"},{"Name":"720p/main/"},{"Name":"{{new string('x', 70)}}"},{"Name":"{{new string('x', 71)}}"}],"AudioDescriptions":[{"Name":"720p (main)"},{"Name":""}]}
            """));

        Assert.Equal(
            ["720p__main_", "720p_main_", new string('x', 64), new string('x', 62) + "_2", "720p__main__2", "rendition"],
            [names.Video("720p (main)"), names.Video("720p/main/"), names.Video(new string('x', 70)), names.Video(new string('x', 71)), names.Audio("720p (main)"), names.Audio("")]);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("$dt$", "20261122T120304")]
    [InlineData("$d$-$t$", "20261122-120304")]
    [InlineData("a$$b", "a$b")]
    [InlineData("$h%05$", "00720")]
    [InlineData("$x$", "$x$")]
    [InlineData("5$ and 6$", "5$ and 6$")]
    public void Variables_AreSaid(string text, string expected)
    {
        var values = NameVariables.At(new DateTimeOffset(2026, 11, 22, 12, 3, 4, TimeSpan.Zero));
        values["h"] = "720";

        Assert.Equal(expected, NameVariables.Expand(text, values));
    }

    [Fact]
    public async Task Archive_Variables_AreThoseOfTheStart()
    {
        var id = await _rig.ChannelAsync(change: request =>
        {
            request.Set("Destinations.1.Settings.0.Url", "\"s3ssl://bucket/$d$/live\"");
            request.Set("EncoderSettings.OutputGroups.1.Outputs.0.OutputSettings.ArchiveOutputSettings.NameModifier", "\"_$w$x$h$_$rv$k_$f$\"");
        });
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        await _rig.OnChannelAsync("StartChannel", id);
        await _rig.SettleAsync();

        Assert.Equal("20261123/live_1280x720_3000k_30", _rig.Media.Plans[^1].Channels.Single().Archives.Single().KeyBase);
    }

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("255.255.255.255/32", "255.255.255.255/32")]
    [InlineData("192.0.2.129/25", "192.0.2.128/25")]
    [InlineData("1.2.3/8", null)]
    [InlineData("1.2.3.4/33", null)]
    public void Cidr_Normal_IsWhatPlansTake(string cidr, string? expected) => Assert.Equal(expected, Headwater.Aws.Services.MediaLive.Operations.Cidr.Normal(cidr));
}
