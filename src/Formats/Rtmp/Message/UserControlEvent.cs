namespace Headwater.Formats.Rtmp;

/// <summary>Which event a user control message tells. Specification: RTMP 1.0, 7.1.7.</summary>
internal enum UserControlEvent : ushort
{
    StreamBegin = 0,
    StreamEnd = 1,
    StreamDry = 2,
    SetBufferLength = 3,
    StreamIsRecorded = 4,
    PingRequest = 6,
    PingResponse = 7,
}
