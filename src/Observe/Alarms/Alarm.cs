using System.Text.Json.Nodes;

namespace Headwater.Observe.Alarms;

/// <summary>An alarm as it is stored.</summary>
public sealed record Alarm
{
    /// <summary>What it watches and does.</summary>
    public required AlarmDefinition Definition { get; init; }

    /// <summary>Its state.</summary>
    public required AlarmStatus Status { get; init; }

    /// <summary>The caller's own document, kept to the letter and not read here.</summary>
    public required JsonObject Request { get; init; }

    /// <summary>When the definition was last written.</summary>
    public required DateTimeOffset ConfigurationUpdated { get; init; }

    /// <summary>Tags by key.</summary>
    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is a rule over other alarms.</summary>
    public bool IsComposite => Definition.Rule is not null;
}
