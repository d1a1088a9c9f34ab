using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Sns;

/// <summary>A message to a topic.</summary>
public sealed record TopicMessage
{
    /// <summary>The text; for <see cref="IsStructured"/> a JSON object with a text per protocol and <c>default</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Subject, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether the text differs by protocol.</summary>
    public bool IsStructured { get; init; }

    /// <summary>Attributes by name: <c>Type</c> and <c>Value</c>; null for none.</summary>
    public JsonObject? Attributes { get; init; }
}
