using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>A channel as rules see it: what was asked for, and the inputs it names.</summary>
/// <param name="Channel">The channel as it would be stored.</param>
/// <param name="Inputs">The living inputs by id.</param>
internal sealed record ChannelDraft(ChannelDocument Channel, IReadOnlyDictionary<string, InputDocument> Inputs)
{
    public JsonObject? Encoder => Channel.Encoder;

    public IReadOnlyList<(string Path, JsonObject Value)> Destinations => At("destinations", Channel.Settings.Children("Destinations"));

    public IReadOnlyList<(string Path, JsonObject Value)> Attachments => At("inputAttachments", Channel.Attachments);

    public IReadOnlyList<(string Path, JsonObject Value)> Videos => At("videoDescriptions", Encoder.Children("VideoDescriptions"));

    public IReadOnlyList<(string Path, JsonObject Value)> Audios => At("audioDescriptions", Encoder.Children("AudioDescriptions"));

    public IReadOnlyList<(string Path, JsonObject Value)> Captions => At("captionDescriptions", Encoder.Children("CaptionDescriptions"));

    public IReadOnlyList<GroupDraft> Groups => [.. At("outputGroups", Encoder.Children("OutputGroups")).Select(group => new GroupDraft(group.Path, group.Value))];

    /// <summary>All outputs with their groups.</summary>
    public IEnumerable<OutputDraft> Outputs => Groups.SelectMany(group => group.Outputs);

    /// <summary>The destination of an id, or null.</summary>
    public JsonObject? Destination(string? id) => Channel.Settings.Children("Destinations").FirstOrDefault(destination => destination.Text("Id") == id);

    /// <summary>The video description of a name, or null.</summary>
    public JsonObject? Video(string? name) => Encoder.Children("VideoDescriptions").FirstOrDefault(video => video.Text("Name") == name);

    /// <summary>The audio description of a name, or null.</summary>
    public JsonObject? Audio(string name) => Encoder.Children("AudioDescriptions").FirstOrDefault(audio => audio.Text("Name") == name);

    private static IReadOnlyList<(string Path, JsonObject Value)> At(string list, IReadOnlyList<JsonObject> items) =>
        [.. items.Select((item, index) => (string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]"), item))];
}
