using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about video, audio and caption descriptions and the outputs that name them.</summary>
internal static partial class DescriptionRules
{
    private static readonly string[] Sidecars = ["EbuTtDDestinationSettings", "SmpteTtDestinationSettings", "TtmlDestinationSettings", "WebvttDestinationSettings"];

    public static IEnumerable<ValidationFault> NamesAreUnique(ChannelDraft draft) =>
        new[] { ("Video", draft.Videos), ("Audio", draft.Audios), ("Caption", draft.Captions) }
            .SelectMany(kind => kind.Item2.GroupBy(description => description.Value.Text("Name")).Where(names => names.Count() > 1)
                .Select(names => new ValidationFault(names.Last().Path + ".name", $"{kind.Item1} description name \"{names.Key}\" is used more than once")));

    public static IEnumerable<ValidationFault> ReferencesResolve(ChannelDraft draft)
    {
        foreach (var output in draft.Outputs)
        {
            if (output.Video is { } video && draft.Video(video) is null)
            {
                yield return new(output.Path + ".videoDescriptionName", $"Output references undefined video description \"{video}\"");
            }

            foreach (var audio in output.Audios.Where(audio => draft.Audio(audio) is null))
            {
                yield return new(output.Path + ".audioDescriptionNames", $"Output references undefined audio description \"{audio}\"");
            }

            foreach (var caption in output.Captions.Where(caption => draft.Captions.All(known => known.Value.Text("Name") != caption)))
            {
                yield return new(output.Path + ".captionDescriptionNames", $"Output references undefined caption description \"{caption}\"");
            }
        }
    }

    public static IEnumerable<ValidationFault> EachIsUsed(ChannelDraft draft) =>
        Unused("Video", draft.Videos, draft.Outputs.Select(output => output.Video).OfType<string>())
            .Concat(Unused("Audio", draft.Audios, draft.Outputs.SelectMany(output => output.Audios)))
            .Concat(Unused("Caption", draft.Captions, draft.Outputs.SelectMany(output => output.Captions)));

    public static IEnumerable<ValidationFault> CodecsFitTheirGroups(ChannelDraft draft)
    {
        foreach (var description in draft.Videos.Concat(draft.Audios).Where(description => description.Value.Child("CodecSettings") is { } codec && codec.Present.Count > 1))
        {
            yield return new(description.Path + ".codecSettings", "CodecSettings must contain exactly one property");
        }

        foreach (var (path, video) in draft.Videos.Where(video => video.Value.Child("CodecSettings").Present.Count == 0))
        {
            yield return new(path + ".codecSettings", $"Video description \"{video.Text("Name")}\" needs codecSettings");
        }

        foreach (var output in draft.Outputs.Where(output => output.Group.Kind is not null))
        {
            var kind = output.Group.Kind!;
            if (Codec(draft.Video(output.Video)) is { } codec && !kind.Video.Contains(codec))
            {
                yield return new(output.Path + ".videoDescriptionName", $"Video codec {Short(codec)} is not allowed in a {kind.Name} output group");
            }

            foreach (var audio in output.Audios.Where(audio => Codec(draft.Audio(audio)) is { } sound && !kind.Audio.Contains(sound)))
            {
                yield return new(output.Path + ".audioDescriptionNames", $"Audio codec {Short(Codec(draft.Audio(audio))!)} is not allowed in a {kind.Name} output group");
            }
        }
    }

    public static IEnumerable<ValidationFault> CaptionsAreWellFormed(ChannelDraft draft)
    {
        var selectors = draft.Attachments.SelectMany(attachment => attachment.Value.Child("InputSettings").Children("CaptionSelectors")).Select(selector => selector.Text("Name")).ToHashSet();
        foreach (var (path, caption) in draft.Captions)
        {
            if (!selectors.Contains(caption.Text("CaptionSelectorName")))
            {
                yield return new(path + ".captionSelectorName", $"No input attachment has a caption selector \"{caption.Text("CaptionSelectorName")}\"");
            }

            if (caption.Text("LanguageCode") is { } language && !ThreeLetters().IsMatch(language))
            {
                yield return new(path + ".languageCode", "The language code of captions has three letters (ISO 639-2)");
            }
        }

        foreach (var output in draft.Outputs.Where(output => (output.Video is not null || output.Audios.Count > 0) && output.Captions.Any(caption => IsSidecar(draft, caption))))
        {
            yield return new(output.Path + ".captionDescriptionNames", "Sidecar captions need an output of their own, without video and audio");
        }
    }

    /// <summary>The one codec member of a description, or null.</summary>
    public static string? Codec(JsonObject? description) => description.Child("CodecSettings").Present is [var codec] ? codec : null;

    private static IEnumerable<ValidationFault> Unused(string kind, IReadOnlyList<(string Path, JsonObject Value)> descriptions, IEnumerable<string> used)
    {
        var names = used.ToHashSet(StringComparer.Ordinal);
        return descriptions.Where(description => !names.Contains(description.Value.Text("Name") ?? ""))
            .Select(description => new ValidationFault(description.Path, $"{kind} description \"{description.Value.Text("Name")}\" is not referenced by any output"));
    }

    private static bool IsSidecar(ChannelDraft draft, string name) =>
        draft.Captions.FirstOrDefault(caption => caption.Value.Text("Name") == name).Value.Child("DestinationSettings").Present.Any(Sidecars.Contains);

    private static string Short(string codecMember) => codecMember.Replace("Settings", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z]{3}\z")]
    private static partial Regex ThreeLetters();
}
