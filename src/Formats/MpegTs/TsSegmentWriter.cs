using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>Writes one segment of a transport stream as a pure function of its samples.</summary>
/// <remarks>
/// Specification: ISO/IEC 13818-1, 2.4; RFC 8216bis, 3.1.1. A segment starts with the programme tables, and on every PID it has
/// a multiple of 16 packets with payload: counters start at 0 and end at 15, so segments written apart join without a break.
/// The last PES packet of each PID is spread over more packets to get there, and the tables are sent 16 times.
/// The clock is the decode time less 700 ms and comes at least every 100 ms of media, across pauses of up to 10 s.
/// </remarks>
public static class TsSegmentWriter
{
    /// <summary>How far the clock runs before decode times, in ticks of 1/90000 s.</summary>
    public const int ClockLeadTicks = 63_000;

    /// <summary>Writes the segment.</summary>
    /// <param name="output">Receives whole packets of 188 bytes.</param>
    /// <param name="program">The tracks, which <see cref="MediaSample.Track"/> indexes.</param>
    /// <param name="samples">
    /// In order of decode time over all tracks, with times in ticks of 1/90000 s of any 64-bit value; they are written modulo 2^33.
    /// Pictures that are random access points get the parameter sets of their configuration unless they bring their own.
    /// </param>
    /// <returns>How many samples were left out because they are malformed or too long for their container; 0 when all is well.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A sample names no track of the programme.</exception>
    public static int Write(IBufferWriter<byte> output, TsProgram program, ReadOnlySpan<MediaSample> samples)
    {
        var plan = PesPlan.For(program, samples);
        var assembly = new TsSegmentAssembly(output, program);
        assembly.WriteTables(1);
        for (var i = 0; i < plan.Packets.Count; i++)
        {
            assembly.WriteTables(1 + (int)((long)i * (TsSegmentAssembly.TableRepetitions - 1) / plan.Packets.Count));
            assembly.WritePes(plan.Packets[i]);
        }

        assembly.WriteTables(TsSegmentAssembly.TableRepetitions);
        return plan.Rejected;
    }
}
