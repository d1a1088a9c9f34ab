namespace Headwater.Formats.Rtmp;

/// <summary>The peer wants to publish. Answer with <see cref="RtmpServerConnection.AcceptPublish"/> or <see cref="RtmpServerConnection.RejectPublish"/> before the next read.</summary>
public sealed record RtmpPublishRequested : RtmpEvent
{
    /// <summary>The message stream, for the answer.</summary>
    public required uint StreamId { get; init; }

    /// <summary>All before the last slash of application and name together. Never empty.</summary>
    public required string App { get; init; }

    /// <summary>What follows the last slash. Never empty.</summary>
    public required string Instance { get; init; }

    /// <summary>Query parameters of the name, then those of the application, joined by <c>&amp;</c>, as sent; often secret.</summary>
    public required string Query { get; init; }

    /// <summary><c>app/instance</c>, the platform's name of the stream.</summary>
    public string StreamName => $"{App}/{Instance}";

    /// <summary>Without the query, which may hold secrets.</summary>
    public override string ToString() => $"{nameof(RtmpPublishRequested)} {{ StreamId = {StreamId}, StreamName = {StreamName} }}";
}
