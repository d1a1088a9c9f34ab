using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>An output group as rules see it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Value">What was asked for.</param>
internal sealed record GroupDraft(string Path, JsonObject Value)
{
    /// <summary>Its kind; null when its settings have no member that is known, or several.</summary>
    public OutputGroupKind? Kind => Value.Child("OutputGroupSettings").Present is [var member] ? OutputGroupKind.Of(member) : null;

    /// <summary>The settings of its kind.</summary>
    public JsonObject? Settings => Kind is { } kind ? Value.Child("OutputGroupSettings").Child(kind.GroupMember) : null;

    public IReadOnlyList<OutputDraft> Outputs =>
        [.. Value.Children("Outputs").Select((output, index) => new OutputDraft(this, string.Create(CultureInfo.InvariantCulture, $"{Path}.outputs[{index}]"), output))];
}

/// <summary>An output as rules see it.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Value">What was asked for.</param>
internal sealed record OutputDraft(GroupDraft Group, string Path, JsonObject Value)
{
    /// <summary>The settings that its group's kind asks for; null when they are missing.</summary>
    public JsonObject? Settings => Group.Kind is { } kind ? Value.Child("OutputSettings").Child(kind.OutputMember) : null;

    public string? Video => Value.Text("VideoDescriptionName") is { Length: > 0 } name ? name : null;

    public IReadOnlyList<string> Audios => Value.Texts("AudioDescriptionNames");

    public IReadOnlyList<string> Captions => Value.Texts("CaptionDescriptionNames");
}
