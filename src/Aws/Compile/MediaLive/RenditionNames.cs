using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>What plans call the renditions of an encoder's descriptions: unique among all, 1 to 64 of <c>A-Z a-z 0-9 _ -</c>.</summary>
internal sealed class RenditionNames
{
    private const int Longest = 64;

    private readonly Dictionary<string, string> _video = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _audio = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public RenditionNames(JsonObject? encoder)
    {
        Name(encoder.Children("VideoDescriptions"), _video);
        Name(encoder.Children("AudioDescriptions"), _audio);
    }

    /// <summary>The rendition of a video description, or null when there is none of that name.</summary>
    public string? Video(string? description) => description is null ? null : _video.GetValueOrDefault(description);

    /// <summary>The rendition of an audio description, or null when there is none of that name.</summary>
    public string? Audio(string description) => _audio.GetValueOrDefault(description);

    private void Name(IReadOnlyList<JsonObject> descriptions, Dictionary<string, string> names)
    {
        foreach (var description in descriptions.Select(description => description.Text("Name")).OfType<string>())
        {
            names.TryAdd(description, Unique(Plain(description)));
        }
    }

    private static string Plain(string name)
    {
        var plain = new string([.. name.Take(Longest).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '_')]);
        return plain.Length == 0 ? "rendition" : plain;
    }

    private string Unique(string name)
    {
        for (var number = 2; !_taken.Add(name); number++)
        {
            var suffix = "_" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var stem = name.Length + suffix.Length > Longest ? name[..(Longest - suffix.Length)] : name;
            if (_taken.Add(stem + suffix))
            {
                return stem + suffix;
            }
        }

        return name;
    }
}
