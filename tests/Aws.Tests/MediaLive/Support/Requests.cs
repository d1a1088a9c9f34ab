using System.Text.Json.Nodes;

namespace Headwater.Aws.Tests.MediaLive.Support;

/// <summary>Requests that are right; a test changes what it is about.</summary>
internal static class Requests
{
    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    /// <summary>A channel of one 720p H.264 rendition with sound, packaged and archived.</summary>
    public static JsonObject Channel(string inputId, string channelClass = "SINGLE_PIPELINE")
    {
        var archives = string.Join(',', Enumerable.Range(0, channelClass == "STANDARD" ? 2 : 1).Select(pipeline => new JsonObject { ["Url"] = $"s3ssl://bucket/archive/p{pipeline}" }.ToJsonString()));
        return Json($$$$$$"""
            {
              "Name": "channel", "ChannelClass": "{{{{{{channelClass}}}}}}", "RoleArn": "arn:aws:iam::000000000000:role/live",
              "InputSpecification": {"Codec": "AVC", "Resolution": "HD", "MaximumBitrate": "MAX_20_MBPS"},
              "InputAttachments": [{"InputId": "{{{{{{inputId}}}}}}", "InputAttachmentName": "primary", "InputSettings": {"SourceEndBehavior": "CONTINUE"}}],
              "Destinations": [{"Id": "mp", "MediaPackageSettings": [{"ChannelId": "package"}]}, {"Id": "s3", "Settings": [{{{{{{archives}}}}}}]}],
              "EncoderSettings": {
                "TimecodeConfig": {"Source": "SYSTEMCLOCK"},
                "ThumbnailConfiguration": {"State": "AUTO"},
                "AudioDescriptions": [{"Name": "aac", "AudioSelectorName": "default", "CodecSettings": {"AacSettings": {"Bitrate": 128000, "CodingMode": "CODING_MODE_2_0", "SampleRate": 48000}}}],
                "VideoDescriptions": [{"Name": "v720", "Width": 1280, "Height": 720, "CodecSettings": {"H264Settings": {
                  "RateControlMode": "CBR", "Bitrate": 3000000, "FramerateControl": "SPECIFIED", "FramerateNumerator": 30, "FramerateDenominator": 1,
                  "ParControl": "SPECIFIED", "ParNumerator": 1, "ParDenominator": 1, "GopSize": 2, "GopSizeUnits": "SECONDS", "GopNumBFrames": 2, "Profile": "HIGH", "Level": "H264_LEVEL_AUTO"}}}],
                "OutputGroups": [
                  {"Name": "packaged", "OutputGroupSettings": {"MediaPackageGroupSettings": {"Destination": {"DestinationRefId": "mp"}}},
                   "Outputs": [{"OutputName": "o720", "VideoDescriptionName": "v720", "AudioDescriptionNames": ["aac"], "OutputSettings": {"MediaPackageOutputSettings": {}}}]},
                  {"Name": "archived", "OutputGroupSettings": {"ArchiveGroupSettings": {"Destination": {"DestinationRefId": "s3"}, "RolloverInterval": 60}},
                   "Outputs": [{"OutputName": "file", "VideoDescriptionName": "v720", "AudioDescriptionNames": ["aac"],
                     "OutputSettings": {"ArchiveOutputSettings": {"NameModifier": "-a", "Extension": "m2ts", "ContainerSettings": {"M2tsSettings": {}}}}}]}
                ]
              }
            }
            """);
    }

    /// <summary>An RTMP input of one or two stream names.</summary>
    public static JsonObject Input(string groupId, params string[] streamNames) => new()
    {
        ["Name"] = "input",
        ["Type"] = "RTMP_PUSH",
        ["InputSecurityGroups"] = new JsonArray(groupId),
        ["Destinations"] = new JsonArray([.. streamNames.Select(name => new JsonObject { ["StreamName"] = name })]),
    };

    /// <summary>The node at a path such as <c>EncoderSettings.VideoDescriptions.0.Name</c>.</summary>
    public static JsonNode At(this JsonNode node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = (int.TryParse(step, out var index) ? node[index] : node[step]) ?? throw new InvalidOperationException($"There is no {step} of {path}");
        }

        return node;
    }

    /// <summary>Sets the node at a path; null removes it.</summary>
    public static void Set(this JsonNode node, string path, string? json)
    {
        var (parent, last) = path.LastIndexOf('.') is > 0 and var dot ? (node.At(path[..dot]), path[(dot + 1)..]) : (node, path);
        if (parent is JsonArray list)
        {
            var index = int.Parse(last, System.Globalization.CultureInfo.InvariantCulture);
            if (index == list.Count)
            {
                list.Add(JsonNode.Parse(json!));
            }
            else
            {
                list[index] = JsonNode.Parse(json!);
            }
        }
        else if (json is null)
        {
            parent.AsObject().Remove(last);
        }
        else
        {
            parent[last] = JsonNode.Parse(json);
        }
    }
}
