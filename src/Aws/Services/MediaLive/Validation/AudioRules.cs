using System.Text.RegularExpressions;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about audio descriptions.</summary>
internal static partial class AudioRules
{
    private static readonly int[] SampleRates = [8_000, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000];

    // Low-complexity AAC: what the standard's 6144 bits a frame and channel leave room for, and what is still sound.
    public static IEnumerable<ValidationFault> FormatsAreEncodable(ChannelDraft draft)
    {
        foreach (var (path, audio) in draft.Audios)
        {
            if (audio.Child("CodecSettings").Child("AacSettings") is not { } aac)
            {
                continue;
            }

            var most = AudioCompiler.Channels(aac) switch
            {
                1 => 288_000,
                6 => 768_000,
                _ => 576_000,
            };
            if (aac.Number("Bitrate") is { } bits && (bits < 16_000 || bits > most || bits != decimal.Truncate(bits)))
            {
                yield return new(path + ".codecSettings.aacSettings.bitrate", $"The bitrate of this coding mode must be a whole number from 16000 to {most}");
            }

            if (aac.Number("SampleRate") is { } rate && !SampleRates.Any(known => known == rate))
            {
                yield return new(path + ".codecSettings.aacSettings.sampleRate", $"The sample rate must be one of {string.Join(", ", SampleRates)}");
            }
        }
    }

    public static IEnumerable<ValidationFault> GainIsNone(ChannelDraft draft) =>
        draft.Encoder.Child("GlobalConfiguration").Number("InitialAudioGain") is { } gain && gain != 0
            ? [new("globalConfiguration.initialAudioGain", "The sound keeps its level on this platform: initialAudioGain must be 0")]
            : [];

    public static IEnumerable<ValidationFault> LanguagesAreTags(ChannelDraft draft) =>
        draft.Audios.Where(audio => audio.Value.Text("LanguageCode") is { Length: > 0 } language && !Language().IsMatch(language))
            .Select(audio => new ValidationFault(audio.Path + ".languageCode", "The language code must be a tag of RFC 5646, such as en or pt-BR"));

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}\z")]
    private static partial Regex Language();
}
