namespace Headwater.EndToEnd.Tests.ControlPlane;

/// <summary>What a person would give to <c>aws medialive create-channel --cli-input-json</c>: two small renditions with sound, packaged and archived.</summary>
internal static class ChannelDocuments
{
    public static string Of(string channelClass, string input, string package, string bucket) => $$"""
        {
          "Name": "stage",
          "ChannelClass": "{{channelClass}}",
          "RoleArn": "arn:aws:iam::000000000000:role/medialive",
          "InputSpecification": { "Codec": "AVC", "Resolution": "SD", "MaximumBitrate": "MAX_10_MBPS" },
          "InputAttachments": [ { "InputId": "{{input}}", "InputAttachmentName": "camera" } ],
          "Destinations": [
            { "Id": "package", "MediaPackageSettings": [ { "ChannelId": "{{package}}" } ] },
            { "Id": "archive", "Settings": [ {{ArchiveUrls(channelClass, bucket)}} ] }
          ],
          "EncoderSettings": {
            "TimecodeConfig": { "Source": "SYSTEMCLOCK" },
            "AudioDescriptions": [
              { "Name": "stereo", "AudioSelectorName": "default", "CodecSettings": { "AacSettings": { "Bitrate": 96000, "SampleRate": 48000, "CodingMode": "CODING_MODE_2_0" } } }
            ],
            "VideoDescriptions": [ {{Video("high", 320, 180, 400_000)}}, {{Video("low", 160, 90, 150_000)}} ],
            "OutputGroups": [
              {
                "Name": "package",
                "OutputGroupSettings": { "MediaPackageGroupSettings": { "Destination": { "DestinationRefId": "package" } } },
                "Outputs": [
                  { "OutputName": "high", "VideoDescriptionName": "high", "AudioDescriptionNames": ["stereo"], "OutputSettings": { "MediaPackageOutputSettings": {} } },
                  { "OutputName": "low", "VideoDescriptionName": "low", "AudioDescriptionNames": ["stereo"], "OutputSettings": { "MediaPackageOutputSettings": {} } }
                ]
              },
              {
                "Name": "archive",
                "OutputGroupSettings": { "ArchiveGroupSettings": { "Destination": { "DestinationRefId": "archive" }, "RolloverInterval": 4 } },
                "Outputs": [
                  { "OutputName": "archived", "VideoDescriptionName": "high", "AudioDescriptionNames": ["stereo"],
                    "OutputSettings": { "ArchiveOutputSettings": { "NameModifier": "_high", "ContainerSettings": { "M2tsSettings": {} } } } }
                ]
              }
            ]
          }
        }
        """;

    private static string ArchiveUrls(string channelClass, string bucket) => channelClass == "STANDARD"
        ? $$"""{ "Url": "s3ssl://{{bucket}}/first/show" }, { "Url": "s3ssl://{{bucket}}/second/show" }"""
        : $$"""{ "Url": "s3ssl://{{bucket}}/first/show" }""";

    private static string Video(string name, int width, int height, int bits) => $$"""
        { "Name": "{{name}}", "Width": {{width}}, "Height": {{height}},
          "CodecSettings": { "H264Settings": {
            "RateControlMode": "CBR", "Bitrate": {{bits}}, "GopSize": 1, "GopSizeUnits": "SECONDS", "GopNumBFrames": 0,
            "FramerateControl": "SPECIFIED", "FramerateNumerator": 30, "FramerateDenominator": 1,
            "ParControl": "SPECIFIED", "ParNumerator": 1, "ParDenominator": 1 } } }
        """;
}
