using Headwater.Aws.Gateway;
using Headwater.Aws.Models;
using Headwater.Aws.Services.MediaLive.Validation;
using Headwater.Aws.Tests.MediaLive.Support;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class ChannelRulesTests
{
    private static readonly SettingTable Table = SettingTable.Embedded("MediaLive")!;

    private const string Video = "EncoderSettings.VideoDescriptions.0.";
    private const string H264 = Video + "CodecSettings.H264Settings.";
    private const string Aac = "EncoderSettings.AudioDescriptions.0.CodecSettings.AacSettings.";
    private const string Packaged = "EncoderSettings.OutputGroups.0.";
    private const string Archived = "EncoderSettings.OutputGroups.1.";
    private const string ArchiveOutput = """{"VideoDescriptionName":"v720","AudioDescriptionNames":["aac"],"OutputSettings":{"ArchiveOutputSettings":{"NameModifier":"-a","ContainerSettings":{"M2tsSettings":{}}}}}""";
    private const string H265 = """{"H265Settings":{"FramerateNumerator":30,"FramerateDenominator":1,"GopSize":2,"GopSizeUnits":"SECONDS"}}""";

    /// <summary>Path and value that make a good channel wrong, and the fault's place and some of its words.</summary>
    public static TheoryData<string, string?, string, string> Cases => new()
    {
        // Destinations.
        { "Destinations.2", """{"Id":"mp","MediaPackageSettings":[{"ChannelId":"package"}]}""", "destinations[2].id", "more than once" },
        { Packaged + "OutputGroupSettings.MediaPackageGroupSettings.Destination.DestinationRefId", "\"no\"", "outputGroups[0].outputGroupSettings.destination.destinationRefId", "Object references undefined destination \"no\"" },
        { "Destinations.2", """{"Id":"spare","MediaPackageSettings":[{"ChannelId":"package"}]}""", "destinations[2]", "not referenced by any output" },
        { "Destinations.1.Settings.1", """{"Url":"s3ssl://bucket/two"}""", "destinations[1].settings", "needs 1 settings" },
        { "Destinations.0.MediaPackageSettings.1", """{"ChannelId":"package"}""", "destinations[0].mediaPackageSettings", "exactly one" },
        { "Destinations.0.MediaPackageSettings.0.ChannelId", "\"a package\"", "outputGroups[0].outputGroupSettings.destination.channelId", "MediaPackage channel ID is invalid. The ID can have numbers, letters, underscores, and dashes. The ID is case sensitive." },
        { "Destinations.0.MediaPackageSettings.0.ChannelId", "\"missing\"", "outputGroups[0].outputGroupSettings.destination.channelId", "missing does not exist" },
        { "Destinations.0.MediaPackageSettings.0.ChannelGroup", "\"group\"", "outputGroups[0].outputGroupSettings.destination", "either a channelId" },
        { "Destinations.1", """{"Id":"s3","SrtSettings":[{"ConnectionMode":"LISTENER","ListenerPort":4000}]}""", "channelSecurityGroups", "channelSecurityGroups" },
        { "Destinations.1", """{"Id":"s3","SrtSettings":[{"ConnectionMode":"LISTENER","ListenerPort":4000}]}""", "destinations[1].srtSettings[0].listenerPort", "5000 to 5200" },

        // Groups and outputs.
        { Packaged + "OutputGroupSettings", "{}", "outputGroups[0].outputGroupSettings", "exactly one property" },
        { Packaged + "Outputs.0.OutputSettings", "{}", "outputGroups[0].outputs[0].outputSettings", "OutputSettings must contain exactly one property: archiveOutputSettings, cmafIngestOutputSettings" },
        { Packaged + "Outputs.0.OutputSettings", """{"HlsOutputSettings":{}}""", "outputGroups[0].outputs[0].outputSettings", "needs mediaPackageOutputSettings" },
        { Packaged + "Outputs", "[]", "outputGroups[0].outputs", "at least one output" },
        { Archived + "Name", "\"packaged\"", "outputGroups[1].name", "more than once" },
        { Archived + "Outputs.0.OutputName", "\"o720\"", "outputGroups[1].outputs[0].outputName", "more than once" },
        { Archived + "Outputs.0.OutputName", "\"a b\"", "outputGroups[1].outputs[0].outputName", "letters, digits" },
        { Archived + "Outputs.1", ArchiveOutput, "outputGroups[1].outputs[1].outputSettings.nameModifier", "more than once" },
        { Archived + "Outputs.1", """{"VideoDescriptionName":"v720","OutputSettings":{"ArchiveOutputSettings":{"ContainerSettings":{"M2tsSettings":{}}}}}""", "outputGroups[1].outputs[1].outputSettings.nameModifier", "needs a nameModifier" },
        { Packaged + "OutputGroupSettings", """{"UdpGroupSettings":{}}""", "outputGroups[0].outputGroupSettings", "type UDP do not run" },
        { Packaged + "OutputGroupSettings", """{"HlsGroupSettings":{"Destination":{"DestinationRefId":"mp"}}}""", "outputGroups[0].outputGroupSettings", "type HLS do not run" },

        // Descriptions.
        { "EncoderSettings.AudioDescriptions.1", """{"Name":"aac","AudioSelectorName":"default"}""", "audioDescriptions[1].name", "more than once" },
        { Packaged + "Outputs.0.VideoDescriptionName", "\"no\"", "outputGroups[0].outputs[0].videoDescriptionName", "undefined video description \"no\"" },
        { Packaged + "Outputs.0.AudioDescriptionNames.0", "\"no\"", "outputGroups[0].outputs[0].audioDescriptionNames", "undefined audio description \"no\"" },
        { Packaged + "Outputs.0.CaptionDescriptionNames", "[\"no\"]", "outputGroups[0].outputs[0].captionDescriptionNames", "undefined caption description \"no\"" },
        { "EncoderSettings.AudioDescriptions.1", """{"Name":"x","AudioSelectorName":"default"}""", "audioDescriptions[1]", "Audio description \"x\" is not referenced by any output" },
        { Video + "CodecSettings", "{}", "videoDescriptions[0].codecSettings", "needs codecSettings" },
        { Video + "CodecSettings.H265Settings", "{}", "videoDescriptions[0].codecSettings", "exactly one" },
        { Video + "CodecSettings", """{"Mpeg2Settings":{}}""", "outputGroups[0].outputs[0].videoDescriptionName", "Mpeg2 is not allowed in a MediaPackage" },
        { "EncoderSettings.AudioDescriptions.0.CodecSettings", """{"WavSettings":{}}""", "outputGroups[0].outputs[0].audioDescriptionNames", "Wav is not allowed in a MediaPackage" },
        { "EncoderSettings.CaptionDescriptions", """[{"Name":"c","CaptionSelectorName":"s","LanguageCode":"en"}]""", "captionDescriptions[0].languageCode", "three letters" },
        { "EncoderSettings.CaptionDescriptions", """[{"Name":"c","CaptionSelectorName":"s"}]""", "captionDescriptions[0].captionSelectorName", "caption selector \"s\"" },

        // Inputs.
        { "InputAttachments.0.InputId", "\"1\"", "inputAttachments[0].inputId", "Input \"1\" does not exist" },
        { "ChannelClass", "\"STANDARD\"", "inputAttachments[0].inputId", "needs STANDARD inputs" },
        { "InputAttachments.1", """{"InputId":"1","InputAttachmentName":"primary"}""", "inputAttachments[1].inputAttachmentName", "more than once" },
        { "InputAttachments.0.AutomaticInputFailoverSettings", """{"SecondaryInputId":"9"}""", "inputAttachments[0].automaticInputFailoverSettings.secondaryInputId", "not attached" },

        // Pictures.
        { Video + "Width", null, "videoDescriptions[0].width", "required" },
        { Video + "Width", "1281", "videoDescriptions[0].width", "even" },
        { Video + "Height", "4322", "videoDescriptions[0].height", "16 to 4320" },
        { H264 + "FramerateControl", null, "videoDescriptions[0].codecSettings.h264Settings.framerateControl", "SPECIFIED" },
        { H264 + "ParControl", null, "videoDescriptions[0].codecSettings.h264Settings.parControl", "SPECIFIED" },
        { H264 + "ParNumerator", "4", "videoDescriptions[0].codecSettings.h264Settings.parNumerator", "square" },
        { H264 + "GopSize", "0", "videoDescriptions[0].codecSettings.h264Settings.gopSize", "greater than 0" },
        { H264 + "GopSize", "0.4", "videoDescriptions[0].codecSettings.h264Settings.gopSize", "0.5 to 10 seconds" },
        { H264 + "GopSize", "11", "videoDescriptions[0].codecSettings.h264Settings.gopSize", "0.5 to 10 seconds" },
        { H264 + "GopSizeUnits", "\"FRAMES\"", "videoDescriptions[0].codecSettings.h264Settings.gopSize", "0.5 to 10 seconds" },
        { H264 + "GopClosedCadence", "0", "videoDescriptions[0].codecSettings.h264Settings.gopClosedCadence", "1 or more" },
        { H264 + "FramerateNumerator", "61", "videoDescriptions[0].codecSettings.h264Settings.framerateNumerator", "above 60" },
        { H264 + "EntropyEncoding", "\"CAVLC\"", "videoDescriptions[0].codecSettings.h264Settings.entropyEncoding", "BASELINE" },
        { H264 + "Profile", "\"BASELINE\"", "videoDescriptions[0].codecSettings.h264Settings.gopNumBFrames", "BASELINE" },
        { H264 + "Profile", "\"HIGH_422\"", "videoDescriptions[0].codecSettings.h264Settings.profile", "is not available" },
        { H264 + "ScanType", "\"INTERLACED\"", "videoDescriptions[0].codecSettings.h264Settings.scanType", "is not available" },
        { H264 + "FilterSettings", "{\"TemporalFilterSettings\":{}}", "videoDescriptions[0].codecSettings.h264Settings.filterSettings", "not available" },

        // Sound.
        { Aac + "Bitrate", "8000", "audioDescriptions[0].codecSettings.aacSettings.bitrate", "16000 to 576000" },
        { Aac + "SampleRate", "44000", "audioDescriptions[0].codecSettings.aacSettings.sampleRate", "48000" },
        { Aac + "Profile", "\"HEV1\"", "audioDescriptions[0].codecSettings.aacSettings.profile", "is not available" },
        { "EncoderSettings.AudioDescriptions.0.LanguageCode", "\"e\"", "audioDescriptions[0].languageCode", "RFC 5646" },
        { "EncoderSettings.AudioDescriptions.0.CodecSettings", """{"PassThroughSettings":{}}""", "audioDescriptions[0].codecSettings.passThroughSettings", "not available" },
        { "EncoderSettings.AudioDescriptions.0.RemixSettings", """{"ChannelMappings":[{"OutputChannel":0,"InputChannelLevels":[]}]}""", "audioDescriptions[0].remixSettings", "not available" },

        // Archives.
        { "Destinations.1.Settings.0.Url", "\"https://example.com/a\"", "outputGroups[1].outputGroupSettings.destination.settings[0].url", "s3ssl://<bucket>/<path>" },
        { "Destinations.1.Settings.0.Url", "\"s3ssl://bucket/\"", "outputGroups[1].outputGroupSettings.destination.settings[0].url", "s3ssl://<bucket>/<path>" },
        { "Destinations.1.Settings.0.Url", "\"s3ssl://bucket/a/\"", "outputGroups[1].outputGroupSettings.destination.settings[0].url", "slash" },
        { "Destinations.1.Settings.0.Url", "\"s3ssl://my.bucket/a\"", "outputGroups[1].outputGroupSettings.destination.settings[0].url", "dots" },
        { "Destinations.1.Settings.0.Url", "\"s3ssl://bucket/$w$\"", "outputGroups[1].outputGroupSettings.destination.settings[0].url", "$w$" },
        { Archived + "Outputs.0.OutputSettings.ArchiveOutputSettings.ContainerSettings", "{}", "outputGroups[1].outputs[0].outputSettings.archiveOutputSettings.containerSettings", "exactly one" },
        { Archived + "Outputs.0.OutputSettings.ArchiveOutputSettings.ContainerSettings", """{"RawSettings":{}}""", "outputGroups[1].outputs[0].outputSettings.archiveOutputSettings.containerSettings.rawSettings", "not available" },
        { Archived + "Outputs.0.OutputSettings.ArchiveOutputSettings.Extension", "\"a/b\"", "outputGroups[1].outputs[0].outputSettings.archiveOutputSettings.extension", "letters and digits" },
        { Archived + "Outputs.0.OutputSettings.ArchiveOutputSettings.NameModifier", "\"$sn$\"", "outputGroups[1].outputs[0].outputSettings.archiveOutputSettings.nameModifier", "$sn$" },
        { "EncoderSettings.OutputGroups.2", """{"OutputGroupSettings":{"ArchiveGroupSettings":{"Destination":{"DestinationRefId":"s3"}}},"Outputs":[]}""", "outputGroups[2]", "at most one Archive" },

        // Others.
        { Packaged + "OutputGroupSettings", """{"HlsGroupSettings":{"Destination":{"DestinationRefId":"s3"},"IndexNSegments":21}}""", "outputGroups[0].outputGroupSettings.hlsGroupSettings.indexNSegments", "below keepSegments" },
        { Packaged + "OutputGroupSettings", """{"HlsGroupSettings":{"Destination":{"DestinationRefId":"s3"},"IvSource":"EXPLICIT"}}""", "outputGroups[0].outputGroupSettings.hlsGroupSettings.constantIv", "EXPLICIT" },
        { Packaged + "OutputGroupSettings", """{"HlsGroupSettings":{"Destination":{"DestinationRefId":"s3"},"EncryptionType":"AES128"}}""", "outputGroups[0].outputGroupSettings.hlsGroupSettings.keyProviderSettings", "key provider" },
        { Packaged + "OutputGroupSettings", """{"UdpGroupSettings":{}}""", "outputGroups[0].outputGroupSettings", "" },
        { "Vpc", """{"SubnetIds":["subnet-1"]}""", "vpc", "VPC" },
        { "EncoderSettings.AvailBlanking", """{"State":"ENABLED"}""", "availBlanking.state", "is not available" },
        { "EncoderSettings.GlobalConfiguration", """{"InitialAudioGain":3}""", "globalConfiguration.initialAudioGain", "must be 0" },
    };

    /// <summary>Changes that leave a good channel good.</summary>
    public static TheoryData<string, string?> GoodCases => new()
    {
        { H264 + "RateControlMode", "\"QVBR\"" },
        { H264 + "Level", "\"H264_LEVEL_4_1\"" },
        { H264 + "GopNumBFrames", null },
        { H264 + "SceneChangeDetect", "\"DISABLED\"" },
        { Video + "CodecSettings", H265 },
        { "EncoderSettings.GlobalConfiguration", """{"InitialAudioGain":0,"InputEndAction":"NONE","OutputLockingMode":"EPOCH_LOCKING"}""" },
        { "EncoderSettings.AvailBlanking", """{"State":"DISABLED"}""" },
        { "EncoderSettings.CaptionDescriptions", "[]" },
        { "EncoderSettings.AudioDescriptions.0.CodecSettings", null },
        { "EncoderSettings.AudioDescriptions.0.LanguageCode", "\"pt-BR\"" },
        { "InputAttachments.0.InputSettings", """{"AudioSelectors":[{"Name":"default","SelectorSettings":{"AudioPidSelection":{"Pid":1}}}],"DeblockFilter":"DISABLED"}""" },
        { "Destinations.1.Settings.0.Url", "\"s3://bucket/$dt$/a$$b\"" },
        { Archived + "Outputs.0.OutputSettings.ArchiveOutputSettings.NameModifier", "\"-$w$x$h%05$\"" },
        { Archived + "Outputs.0.OutputName", null },
        { "Maintenance", """{"MaintenanceDay":"MONDAY","MaintenanceStartTime":"02:00"}""" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Create_WhatIsWrong_IsToldWithItsPlace(string path, string? json, string elementPath, string words)
    {
        var rig = new MediaLiveRig();
        await rig.PackageAsync();
        var request = Requests.Channel(await rig.InputAsync());
        request.Set(path, json);

        var refused = await rig.RefusedAsync("CreateChannel", request);

        Assert.Equal("UnprocessableEntityException", refused.Code);
        var faults = refused.Members!["ValidationErrors"]!.AsArray();
        Assert.Contains(faults, fault => (string?)fault!["ElementPath"] == elementPath && ((string)fault["ErrorMessage"]!).Contains(words, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Contains((string)fault!["ErrorMessage"]!, refused.Message, StringComparison.Ordinal));
        Assert.Empty((await rig.CallAsync("ListChannels"))["Channels"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(GoodCases))]
    public async Task Create_WhatIsRight_IsTakenAndRuns(string path, string? json)
    {
        var rig = new MediaLiveRig();
        var id = await rig.ChannelAsync(change: request => request.Set(path, json));

        await rig.OnChannelAsync("StartChannel", id);
        await rig.SettleAsync();

        Assert.Equal("RUNNING", await rig.StateAsync(id));
        Assert.Empty(Headwater.Plans.PlanFile.Read(Headwater.Plans.PlanFile.Write(rig.Media.Plans[^1]), out _));
    }

    [Fact]
    public async Task Create_ManyFaults_AreToldAtOnce()
    {
        var rig = new MediaLiveRig();
        await rig.PackageAsync();
        var request = Requests.Channel(await rig.InputAsync());
        request.Set(Video + "Width", "1281");
        request.Set(Packaged + "Outputs.0.VideoDescriptionName", "\"no\"");
        request.Set("Destinations.1.Settings.0.Url", "\"nowhere\"");

        var refused = await rig.RefusedAsync("CreateChannel", request);

        Assert.Equal(
            ["outputGroups[0].outputs[0].videoDescriptionName", "videoDescriptions[0].width", "outputGroups[1].outputGroupSettings.destination.settings[0].url"],
            refused.Members!["ValidationErrors"]!.AsArray().Select(fault => (string?)fault!["ElementPath"]));
    }

    [Fact]
    public async Task Create_InputOfAnotherChannel_IsToldSo()
    {
        var rig = new MediaLiveRig();
        var other = await rig.ChannelAsync();
        var input = (string)(await rig.OnChannelAsync("DescribeChannel", other)).At("InputAttachments.0.InputId")!;

        var refused = await rig.RefusedAsync("CreateChannel", Requests.Channel(input));

        Assert.Contains($"already attached to channel {other}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_OfTheModel_AllHaveALine()
    {
        Assert.Equal(Model.Members("OutputGroupSettings").Order(StringComparer.Ordinal), OutputGroupKind.All.Select(kind => kind.GroupMember).Order(StringComparer.Ordinal));
        Assert.Equal(Model.Members("OutputSettings").Order(StringComparer.Ordinal), OutputGroupKind.All.Select(kind => kind.OutputMember).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_OfChannels_AllHaveALine()
    {
        var (missing, seen) = (new List<string>(), new HashSet<string>());
        Walk(ModelCatalog.Embedded.Get("medialive").Shapes["CreateChannelRequest"]);
        Walk(ModelCatalog.Embedded.Get("medialive").Shapes["UpdateChannelRequest"]);

        Assert.Empty(missing);

        void Walk(Shape shape)
        {
            foreach (var member in shape.Members.Where(member => seen.Add($"{shape.Name}.{member.Name}")))
            {
                var held = member.Shape.Kind == ShapeKind.List ? member.Shape.Element!.Shape : member.Shape;
                var disposition = Table.Find(shape.Name, member.Name).Disposition;
                if (disposition == SettingDisposition.Unlisted)
                {
                    missing.Add($"{shape.Name}.{member.Name}");
                }
                else if (disposition == SettingDisposition.Applied && held.Kind == ShapeKind.Structure)
                {
                    Walk(held);
                }
            }
        }
    }

    [Fact]
    public void Settings_Lines_NameWhatTheModelHas()
    {
        var shapes = ModelCatalog.Embedded.Get("medialive").Shapes;
        Assert.All(Table.Subjects, subject =>
        {
            var (shape, member, value) = subject.Split('.', '=') switch
            {
                [var name, var part] => (name, part, (string?)null),
                [var name, var part, var word] => (name, part, word),
                _ => ("", "", null),
            };
            Assert.True(member == "*" || shapes[shape].Find(member) is { } found && (value is null || found.Shape.Enum.Contains(value)), subject);
        });
    }
}
