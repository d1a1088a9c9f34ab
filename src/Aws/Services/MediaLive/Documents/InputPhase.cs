using System.Text.Json.Serialization;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>Where an input is in its life; whether a live one is attached is told by its channels.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputPhase>))]
internal enum InputPhase
{
    Creating,
    Live,
    Deleting,
    Deleted,
}
