using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Headwater.Formats.MpegTs;

/// <summary>Writes the programme association and map sections. Specification: ISO/IEC 13818-1, 2.4.4.3 and 2.4.4.8.</summary>
internal static class ProgramTables
{
    private const int TransportStreamId = 1;

    public static byte[] Association(TsProgram program) =>
        Section(0x00, TransportStreamId, program.Version,
        [
            0, TsProgram.ProgramNumber,
            0xE0 | (TsProgram.ProgramMapPid >> 8), TsProgram.ProgramMapPid & 0xFF,
        ]);

    public static byte[] Map(TsProgram program)
    {
        var body = new ArrayBufferWriter<byte>();
        var clockPid = TsProgram.PidOf(program.ClockTrack);
        var descriptors = HasId3(program) ? Id3Pointer() : [];
        body.Write<byte>([(byte)(0xE0 | (clockPid >> 8)), (byte)clockPid, 0xF0, (byte)descriptors.Length, .. descriptors]);
        for (var i = 0; i < program.Tracks.Count; i++)
        {
            var track = program.Tracks[i];
            var pid = TsProgram.PidOf(i);
            byte[] own = Descriptors(track);
            body.Write<byte>([(byte)track.StreamType, (byte)(0xE0 | (pid >> 8)), (byte)pid, 0xF0, (byte)own.Length, .. own]);
        }

        return Section(0x02, TsProgram.ProgramNumber, program.Version, body.WrittenSpan);
    }

    private static bool HasId3(TsProgram program) => program.Tracks.Any(track => track.StreamType == TsStreamType.Metadata);

    private static byte[] Section(byte tableId, int extension, int version, ReadOnlySpan<byte> body)
    {
        var length = body.Length + 9;
        byte[] section =
        [
            tableId, (byte)(0xB0 | (length >> 8)), (byte)length,
            (byte)(extension >> 8), (byte)extension, (byte)(0xC1 | (version << 1)), 0, 0,
            .. body, 0, 0, 0, 0,
        ];
        BinaryPrimitives.WriteUInt32BigEndian(section.AsSpan()[^4..], MpegCrc32.Compute(section.AsSpan()[..^4]));
        return section;
    }

    private static byte[] Descriptors(TsTrack track)
    {
        byte[] kind = track.StreamType switch
        {
            TsStreamType.Ac3 => Registration("AC-3"u8),
            TsStreamType.Eac3 => Registration("EAC3"u8),
            TsStreamType.H265 => Registration("HEVC"u8),
            TsStreamType.Metadata => Id3Metadata(),
            _ => [],
        };
        return track.Language is { } language ? [.. kind, 0x0A, 4, .. Encoding.ASCII.GetBytes(language), 0] : kind;
    }

    private static byte[] Registration(ReadOnlySpan<byte> identifier) => [0x05, 4, .. identifier];

    /// <summary>metadata_pointer_descriptor for ID3 in this programme. Specification: ISO/IEC 13818-1, 2.6.58.</summary>
    private static byte[] Id3Pointer() => [0x25, 15, 0xFF, 0xFF, .. "ID3 "u8, 0xFF, .. "ID3 "u8, 0, 0x1F, 0, TsProgram.ProgramNumber];

    /// <summary>metadata_descriptor for ID3. Specification: ISO/IEC 13818-1, 2.6.60.</summary>
    private static byte[] Id3Metadata() => [0x26, 13, 0xFF, 0xFF, .. "ID3 "u8, 0xFF, .. "ID3 "u8, 0, 0x0F];
}
