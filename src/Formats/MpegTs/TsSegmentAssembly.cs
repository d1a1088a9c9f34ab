using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.MpegTs;

/// <summary>Writes the packets of one segment and keeps its counters.</summary>
internal sealed class TsSegmentAssembly(IBufferWriter<byte> output, TsProgram program)
{
    /// <summary>How often the tables are sent: the counters' modulus, whatever number of packets each takes.</summary>
    public const int TableRepetitions = 16;

    private const int PacketBytes = 188;
    private const int PayloadBytes = 184;
    private const int CounterModulus = 16;
    private const long TimeMask = (1L << 33) - 1;
    private const int ClockIntervalTicks = 9_000;
    private const int ClockStepTicks = 3_600;

    /// <summary>Clock packets that bridge a pause without samples at most: 10 s of them.</summary>
    private const int MaxClockBridge = 250;

    private readonly byte[] _association = ProgramTables.Association(program);
    private readonly byte[] _map = ProgramTables.Map(program);
    private readonly int[] _counters = new int[program.Tracks.Count];
    private readonly ArrayBufferWriter<byte> _pes = new();
    private int _associationCounter;
    private int _mapCounter;
    private int _tablesWritten;
    private long? _clockTicks;

    /// <summary>Sends the tables until they were sent that many times.</summary>
    public void WriteTables(int times)
    {
        for (; _tablesWritten < times; _tablesWritten++)
        {
            WriteSection(0, _association, ref _associationCounter);
            WriteSection(TsProgram.ProgramMapPid, _map, ref _mapCounter);
        }
    }

    /// <summary>Writes one PES packet, and before it what clock its time asks for.</summary>
    public void WritePes(PlannedPes packet)
    {
        var track = packet.First.Track;
        var carriesClock = track == program.ClockTrack;
        BridgeClock(packet.First.DecodeTicks, carriesClock);
        Compose(packet);
        var field = new AdaptationField
        {
            RandomAccess = program.Tracks[track].IsVideo ? packet.First.RandomAccess : packet.StartsTrack,
            ClockTicks = carriesClock ? AdvanceClock(packet.First.DecodeTicks) : null,
        };
        var pes = _pes.WrittenSpan;
        var needed = 1 + ((Math.Max(0, pes.Length - (PayloadBytes - field.Bytes)) + PayloadBytes - 1) / PayloadBytes);
        var spread = packet.EndsTrack ? (CounterModulus - ((_counters[track] + needed) % CounterModulus)) % CounterModulus : 0;
        WritePackets(track, field, pes, needed, spread);
    }

    private void WritePackets(int track, AdaptationField field, ReadOnlySpan<byte> rest, int needed, int spread)
    {
        for (var left = needed + spread; left > 0; left--)
        {
            var start = left == needed + spread;
            var own = start ? field : default;
            var room = PayloadBytes - own.Bytes;
            var take = Math.Min(room, spread == 0 ? rest.Length : (rest.Length + left - 1) / left);
            WritePacket(TsProgram.PidOf(track), start, _counters[track]++, own, rest[..take]);
            rest = rest[take..];
        }
    }

    private void BridgeClock(long decodeTicks, bool carriesClock)
    {
        if (_clockTicks is null && !carriesClock)
        {
            WriteClock(decodeTicks);
        }

        if (_clockTicks is not { } last)
        {
            return;
        }

        // Whoever carries the clock itself may leave the last step to it.
        var target = decodeTicks - ClockIntervalTicks;
        for (var i = 0; i < MaxClockBridge && last < target; i++)
        {
            last += ClockStepTicks;
            WriteClock(last);
        }
    }

    private void WriteClock(long decodeTicks)
    {
        var field = new AdaptationField { ClockTicks = AdvanceClock(decodeTicks) };
        WritePacket(TsProgram.PidOf(program.ClockTrack), false, _counters[program.ClockTrack] - 1, field, default);
    }

    private long AdvanceClock(long decodeTicks)
    {
        _clockTicks = Math.Max(decodeTicks, _clockTicks ?? long.MinValue);
        return unchecked(_clockTicks.Value - TsSegmentWriter.ClockLeadTicks) & TimeMask;
    }

    private void Compose(PlannedPes packet)
    {
        _pes.ResetWrittenCount();
        var track = program.Tracks[packet.First.Track];
        var twoTimes = packet.First.PresentationTicks != packet.First.DecodeTicks;
        Span<byte> header = stackalloc byte[twoTimes ? 19 : 14];
        header.Clear();
        header[2] = 1;
        header[3] = StreamIdOf(track.StreamType);
        header[6] = (byte)(track.StreamType == TsStreamType.AdtsAac ? 0x80 : 0x84);
        header[7] = (byte)(twoTimes ? 0xC0 : 0x80);
        header[8] = (byte)(header.Length - 9);
        WriteTime(header[9..], twoTimes ? 3 : 2, packet.First.PresentationTicks);
        if (twoTimes)
        {
            WriteTime(header[14..], 1, packet.First.DecodeTicks);
        }

        _pes.Write(header);
        foreach (var sample in packet.Samples)
        {
            track.Format.Append(_pes, sample);
        }

        PatchLength(_pes.WrittenCount - 6);
    }

    /// <summary>States the length where 16 bits hold it; only pictures may leave it open (2.4.3.7).</summary>
    private void PatchLength(int length)
    {
        if (length <= ushort.MaxValue)
        {
            var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_pes.WrittenMemory).Span;
            BinaryPrimitives.WriteUInt16BigEndian(written[4..], (ushort)length);
        }
    }

    private static byte StreamIdOf(TsStreamType type) => type switch
    {
        TsStreamType.H264 or TsStreamType.H265 => 0xE0,
        TsStreamType.AdtsAac or TsStreamType.Mpeg1Audio or TsStreamType.Mpeg2Audio => 0xC0,
        _ => 0xBD,
    };

    private static void WriteTime(Span<byte> target, int prefix, long ticks)
    {
        var time = ticks & TimeMask;
        target[0] = (byte)((prefix << 4) | (int)(time >> 30 << 1) | 1);
        target[1] = (byte)(time >> 22);
        target[2] = (byte)((time >> 14) | 1);
        target[3] = (byte)(time >> 7);
        target[4] = (byte)((time << 1) | 1);
    }

    private void WriteSection(int pid, ReadOnlySpan<byte> section, ref int counter)
    {
        for (var start = true; start || !section.IsEmpty; start = false)
        {
            var packet = output.GetSpan(PacketBytes)[..PacketBytes];
            packet.Fill(0xFF);
            WriteHeader(packet, pid, start, 0x10, counter++);
            var body = packet[4..];
            if (start)
            {
                // The pointer field: the section starts at once.
                body[0] = 0;
                body = body[1..];
            }

            var take = Math.Min(body.Length, section.Length);
            section[..take].CopyTo(body);
            section = section[take..];
            output.Advance(PacketBytes);
        }
    }

    private void WritePacket(int pid, bool start, int counter, AdaptationField field, ReadOnlySpan<byte> payload)
    {
        var packet = output.GetSpan(PacketBytes)[..PacketBytes];
        var fieldBytes = PayloadBytes - payload.Length;
        var control = (fieldBytes > 0 ? 0x20 : 0) | (payload.IsEmpty ? 0 : 0x10);
        WriteHeader(packet, pid, start, control, counter);
        field.Write(packet.Slice(4, fieldBytes));
        payload.CopyTo(packet[(4 + fieldBytes)..]);
        output.Advance(PacketBytes);
    }

    private static void WriteHeader(Span<byte> packet, int pid, bool start, int control, int counter)
    {
        packet[0] = 0x47;
        packet[1] = (byte)((start ? 0x40 : 0) | (pid >> 8));
        packet[2] = (byte)pid;
        packet[3] = (byte)(control | (counter & 15));
    }

    /// <summary>What an adaptation field says. Specification: ISO/IEC 13818-1, 2.4.3.4.</summary>
    private readonly record struct AdaptationField
    {
        public bool RandomAccess { get; init; }

        /// <summary>The clock in ticks of 1/90000 s, modulo 2^33, or null.</summary>
        public long? ClockTicks { get; init; }

        /// <summary>How long it is without stuffing, its length byte included.</summary>
        public int Bytes => ClockTicks is not null ? 8 : RandomAccess ? 2 : 0;

        /// <summary>Fills <paramref name="target"/>, stuffing included; it may be empty.</summary>
        public void Write(Span<byte> target)
        {
            if (target.IsEmpty)
            {
                return;
            }

            target.Fill(0xFF);
            target[0] = (byte)(target.Length - 1);
            if (target.Length == 1)
            {
                return;
            }

            target[1] = (byte)((RandomAccess ? 0x40 : 0) | (ClockTicks is null ? 0 : 0x10));
            if (ClockTicks is { } ticks)
            {
                BinaryPrimitives.WriteUInt32BigEndian(target[2..], (uint)(ticks >> 1));
                target[6] = (byte)(((ticks & 1) << 7) | 0x7E);
                target[7] = 0;
            }
        }
    }
}
