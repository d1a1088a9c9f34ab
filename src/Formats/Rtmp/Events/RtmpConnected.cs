namespace Headwater.Formats.Rtmp;

/// <summary>The peer named an application. It is accepted by the next <see cref="RtmpServerConnection.Read"/> unless <see cref="RtmpServerConnection.RejectConnection"/> comes first.</summary>
public sealed record RtmpConnected : RtmpEvent
{
    /// <summary>The application without surrounding slashes or query; may be <c>app/instance</c> when the peer put both into the URL. Never empty.</summary>
    public required string App { get; init; }

    /// <summary>What followed <c>?</c> in the application or URL, as sent; empty when nothing did.</summary>
    public required string Query { get; init; }

    /// <summary>The URL that the peer says it dialled; empty when it did not say.</summary>
    public required string Url { get; init; }

    /// <summary>The peer's name for itself; empty when it gave none.</summary>
    public required string ClientName { get; init; }

    /// <summary>Whether the peer announced any capability of Enhanced RTMP.</summary>
    public required bool Enhanced { get; init; }

    /// <summary>Without query and URL, which may hold secrets.</summary>
    public override string ToString() => $"{nameof(RtmpConnected)} {{ App = {App}, ClientName = {ClientName}, Enhanced = {Enhanced} }}";
}
