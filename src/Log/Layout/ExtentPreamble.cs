using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Log.Layout;

/// <summary>The start of every extent: all that its records inherit, so that it stands alone when older extents are gone. Little-endian.</summary>
/// <remarks><code>
///   0  "HWextent"
///   8  version           u16    1
///  10  flags             u16    bit 0: the record before is an end; others zero
///  12  preamble bytes    u32    the whole, checksum included
///  16  first sequence    i64
///  24  discontinuities   i32
///  28  tracks            u32    at most 256, in ascending order
///  32  per track:
///         generation     i32
///         has fragment   u32    0 or 1
///         decode         i64    of its newest fragment
///         timescale      u32    of that decode time
///         configuration         as in <see cref="TrackConfigLayout"/>
///   n  CRC32C of everything before
/// </code></remarks>
internal static class ExtentPreamble
{
    /// <summary>How many bytes tell the length of the whole.</summary>
    public const int PrefixBytes = 16;

    /// <summary>Longer than any preamble that the bounds on tracks and configurations allow.</summary>
    public const int MaximumBytes = 64 << 20;

    private const ushort Version = 1;
    private const int FixedBytes = 32;
    private const int TrackBytes = 20;

    private static ReadOnlySpan<byte> Magic => "HWextent"u8;

    public static int Measure(LogPosition position)
    {
        var bytes = FixedBytes + sizeof(uint);
        foreach (var track in position.Tracks)
        {
            bytes += TrackBytes + TrackConfigLayout.Measure(track.Config);
        }

        return bytes;
    }

    /// <summary>Writes exactly <see cref="Measure"/> bytes.</summary>
    public static void Write(LogPosition position, Span<byte> destination)
    {
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[10..], position.Ended ? (ushort)1 : (ushort)0);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], destination.Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], position.NextSequence);
        BinaryPrimitives.WriteInt32LittleEndian(destination[24..], position.Discontinuities);
        BinaryPrimitives.WriteInt32LittleEndian(destination[28..], position.Tracks.Count);
        var rest = destination[FixedBytes..];
        foreach (var track in position.Tracks)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, track.Generation);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], track.HasFragment ? 1 : 0);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], track.DecodeTicks);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[16..], track.Timescale);
            TrackConfigLayout.Write(track.Config, rest[TrackBytes..]);
            rest = rest[(TrackBytes + TrackConfigLayout.Measure(track.Config))..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(rest, Crc32C.Compute(destination[..^sizeof(uint)]));
    }

    /// <summary>Whether this is the start of an extent, but in a version that is not known here.</summary>
    public static bool IsOfOtherVersion(ReadOnlySpan<byte> source) =>
        source.Length >= PrefixBytes && source.StartsWith(Magic) && BinaryPrimitives.ReadUInt16LittleEndian(source[8..]) != Version;

    /// <summary>Reads the length of the whole from its first <see cref="PrefixBytes"/>.</summary>
    public static OperationStatus ReadLength(ReadOnlySpan<byte> source, out int lengthBytes)
    {
        lengthBytes = 0;
        if (source.Length < PrefixBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        if (!source.StartsWith(Magic) || BinaryPrimitives.ReadUInt16LittleEndian(source[8..]) != Version)
        {
            return OperationStatus.InvalidData;
        }

        lengthBytes = BinaryPrimitives.ReadInt32LittleEndian(source[12..]);
        return lengthBytes is >= FixedBytes + sizeof(uint) and <= MaximumBytes ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    /// <summary>Reads a whole preamble; done only when its checksum and every bound hold.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out LogPosition position)
    {
        position = new();
        if (ReadLength(source, out var lengthBytes) is var status and not OperationStatus.Done)
        {
            return status;
        }

        if (source.Length < lengthBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        var body = source[..(lengthBytes - sizeof(uint))];
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(source[10..]);
        var tracks = BinaryPrimitives.ReadInt32LittleEndian(source[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[body.Length..]) != Crc32C.Compute(body)
            || flags > 1 || tracks is < 0 or > LogPosition.MaximumTracks)
        {
            return OperationStatus.InvalidData;
        }

        position.Ended = flags == 1;
        position.NextSequence = BinaryPrimitives.ReadInt64LittleEndian(source[16..]);
        position.Discontinuities = BinaryPrimitives.ReadInt32LittleEndian(source[24..]);
        return ReadTracks(body[FixedBytes..], tracks, position) && position.NextSequence >= 0 && position.Discontinuities >= 0
            ? OperationStatus.Done
            : OperationStatus.InvalidData;
    }

    private static bool ReadTracks(ReadOnlySpan<byte> rest, int tracks, LogPosition position)
    {
        for (; tracks > 0; tracks--)
        {
            if (rest.Length < TrackBytes
                || TrackConfigLayout.Read(rest[TrackBytes..], out var config, out var consumedBytes) != OperationStatus.Done)
            {
                return false;
            }

            var generation = BinaryPrimitives.ReadInt32LittleEndian(rest);
            var hasFragment = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
            var timescale = BinaryPrimitives.ReadUInt32LittleEndian(rest[16..]);
            if (generation < 0 || hasFragment is not (0 or 1) || timescale == 0 || position.TryFind(config!.Track, out _))
            {
                return false;
            }

            position.Set(new(config, generation, hasFragment == 1, BinaryPrimitives.ReadInt64LittleEndian(rest[8..]), timescale));
            rest = rest[(TrackBytes + consumedBytes)..];
        }

        return rest.IsEmpty;
    }
}
