namespace Headwater.Formats.Rtmp;

/// <summary>Why a publisher may not publish; each is answered with the code that clients know.</summary>
public enum RtmpPublishRejection : byte
{
    /// <summary>No stream of that name is expected: <c>NetStream.Publish.BadName</c>.</summary>
    UnknownStream = 1,

    /// <summary>Somebody else publishes it: <c>NetStream.Publish.BadName</c>.</summary>
    StreamInUse = 2,

    /// <summary>The peer's address or key is not admitted: <c>NetStream.Publish.Denied</c>.</summary>
    NotAuthorized = 3,

    /// <summary>The stream exists but nothing takes it in now: <c>NetStream.Failed</c>.</summary>
    NotReady = 4,
}
