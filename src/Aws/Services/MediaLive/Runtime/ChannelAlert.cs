namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>An alert as callers see it.</summary>
/// <param name="Id">Opaque; unique in its channel and run.</param>
/// <param name="Type">The service's words for what happened.</param>
/// <param name="Message">For a person.</param>
/// <param name="Pipeline">0 or 1.</param>
/// <param name="Set">When it began; UTC.</param>
/// <param name="Cleared">When it ended, or null.</param>
internal sealed record ChannelAlert(string Id, string Type, string Message, string Pipeline, DateTimeOffset Set, DateTimeOffset? Cleared)
{
    /// <summary>The wire's word.</summary>
    public string State => Cleared is null ? "SET" : "CLEARED";
}
