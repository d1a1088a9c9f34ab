namespace Headwater.Formats.MpegTs;

/// <summary>What one transport stream carries. Immutable; the streams get PIDs from 0x100 in order, the programme map 0x1000.</summary>
public sealed class TsProgram
{
    internal const int ProgramNumber = 1;
    internal const int ProgramMapPid = 0x1000;
    private const int FirstPid = 0x100;
    private const int MaxTracks = 16;

    private readonly TsTrack[] _tracks;

    /// <summary>A programme of these streams.</summary>
    /// <param name="tracks">1 to 16, in the order that samples name them.</param>
    /// <param name="version">Grows when the tracks change within one stream; taken modulo 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no track or there are too many.</exception>
    public TsProgram(IEnumerable<TsTrack> tracks, int version = 0)
    {
        _tracks = [.. tracks];
        ArgumentOutOfRangeException.ThrowIfZero(_tracks.Length, nameof(tracks));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_tracks.Length, MaxTracks, nameof(tracks));
        Version = version & 31;
        var video = Array.FindIndex(_tracks, track => track.IsVideo);
        var sound = Array.FindIndex(_tracks, track => track.StreamType != TsStreamType.Metadata);
        ClockTrack = video >= 0 ? video : Math.Max(sound, 0);
    }

    /// <summary>The streams.</summary>
    public IReadOnlyList<TsTrack> Tracks => _tracks;

    /// <summary>version_number of the tables.</summary>
    public int Version { get; }

    /// <summary>The track whose PID carries the clock: the first video, else the first sound.</summary>
    internal int ClockTrack { get; }

    /// <summary>The PID of a track.</summary>
    public static int PidOf(int track) => FirstPid + track;
}
