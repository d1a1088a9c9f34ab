using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about groups that do not run here yet, and about how many of each there may be.</summary>
internal static class OtherGroupRules
{
    private const int MostFrameCaptures = 3;
    private const int MostAudioEncodes = 40;

    public static IEnumerable<ValidationFault> HlsSettingsAgree(ChannelDraft draft)
    {
        foreach (var group in Of(draft, "HlsGroupSettings"))
        {
            var path = group.Path + ".outputGroupSettings.hlsGroupSettings";
            var (listed, kept) = (group.Settings.Whole("IndexNSegments") ?? 10, group.Settings.Whole("KeepSegments") ?? 21);
            if (group.Settings.Text("Mode") != "VOD" && (listed < 3 || listed >= kept))
            {
                yield return new(path + ".indexNSegments", "indexNSegments must be 3 or more and below keepSegments");
            }

            if (group.Settings.Text("IvSource") == "EXPLICIT" && group.Settings.Text("ConstantIv") is null)
            {
                yield return new(path + ".constantIv", "constantIv is required when ivSource is EXPLICIT");
            }

            if (group.Settings.Text("EncryptionType") is not null && group.Settings.Child("KeyProviderSettings").Child("StaticKeySettings").Child("KeyProviderServer").Text("Uri") is null)
            {
                yield return new(path + ".keyProviderSettings", "Encryption needs the URL of a key provider");
            }

            foreach (var url in draft.Destination(DestinationRules.GroupReference(group)).Children("Settings").Select(settings => settings.Text("Url") ?? ""))
            {
                if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "s3ssl" or "s3" or "mediastoressl") || uri.AbsolutePath.Length < 2)
                {
                    yield return new(group.Path + ".outputGroupSettings.destination.uri", "Locations should be of the form https://<hostname>/<path>");
                }
            }
        }
    }

    public static IEnumerable<ValidationFault> SingleProgramOutputs(ChannelDraft draft)
    {
        foreach (var output in Of(draft, "RtmpGroupSettings").SelectMany(group => group.Outputs).Where(output => output.Video is null || output.Audios.Count > 1))
        {
            yield return new(output.Path, "An RTMP output has one video and at most one audio description");
        }

        foreach (var output in Of(draft, "UdpGroupSettings").Concat(Of(draft, "SrtGroupSettings")).SelectMany(group => group.Outputs).Where(output => output.Video is null || output.Audios.Count == 0))
        {
            yield return new(output.Path, "A UDP or SRT output has one video and at least one audio description");
        }
    }

    public static IEnumerable<ValidationFault> FrameCapturesArePictures(ChannelDraft draft)
    {
        var captures = Of(draft, "FrameCaptureGroupSettings").ToList();
        foreach (var output in captures.SelectMany(group => group.Outputs).Where(output => output.Audios.Count > 0 || output.Video is null))
        {
            yield return new(output.Path, "A frame capture output has a video description and no audio");
        }

        if (captures.Count > 0 && !draft.Outputs.Any(output => output.Group.Kind?.GroupMember != "FrameCaptureGroupSettings" && output.Video is not null))
        {
            yield return new("outputGroups", "A channel with a frame capture group needs another group that carries video");
        }
    }

    public static IEnumerable<ValidationFault> NumbersAreBounded(ChannelDraft draft)
    {
        if (draft.Videos.Count(video => DescriptionRules.Codec(video.Value) == "FrameCaptureSettings") > MostFrameCaptures)
        {
            yield return new("videoDescriptions", $"A channel has at most {MostFrameCaptures} frame capture encodes");
        }

        if (draft.Audios.Count > MostAudioEncodes)
        {
            yield return new("audioDescriptions", $"A channel has at most {MostAudioEncodes} audio encodes");
        }

        if (Of(draft, "ArchiveGroupSettings").Skip(1).FirstOrDefault() is { } second)
        {
            yield return new(second.Path, "A channel has at most one Archive output group");
        }
    }

    private static IEnumerable<GroupDraft> Of(ChannelDraft draft, string member) => draft.Groups.Where(group => group.Kind?.GroupMember == member);
}
