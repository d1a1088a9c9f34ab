namespace Headwater.Log.Layout;

/// <summary>How a stored record says which it is. Zero is none, so that a hole in a file is no record.</summary>
internal enum RecordKind : byte
{
    TrackConfig = 1,
    Fragment = 2,
    Marker = 3,
    Discontinuity = 4,
    End = 5,
}
