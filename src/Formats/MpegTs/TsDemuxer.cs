using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.MpegTs;

/// <summary>Takes a transport stream apart, however its bytes are split. One owner; not thread-safe.</summary>
/// <remarks>
/// Specification: ISO/IEC 13818-1, 2.4. Packets are 188 bytes; sync is taken when three sync bytes stand in their places and
/// lost with the first that does not. All memory is bounded by <see cref="TsDemuxerLimits"/>. Times are given as sent.
/// </remarks>
public sealed class TsDemuxer
{
    private const int NullPid = 0x1FFF;

    private readonly TsDemuxerLimits _limits;
    private readonly Queue<TsEvent> _events = new();
    private readonly Dictionary<int, PidState> _pids = [];
    private readonly TsFraming _framing;
    private bool _ended;
    private int _buffered;
    private TsCounters _counters;

    /// <summary>A demuxer at the start of a stream.</summary>
    /// <param name="limits">What it keeps at most; null takes the defaults.</param>
    public TsDemuxer(TsDemuxerLimits? limits = null)
    {
        _limits = limits ?? new TsDemuxerLimits();
        _framing = new TsFraming(ReadPacket, Lose, skippedBytes => _events.Enqueue(new TsSyncRegained(skippedBytes)));
        _pids[0] = new PidState { Section = new SectionAssembly(), IsAssociation = true };
    }

    /// <summary>What was seen and lost so far.</summary>
    public TsCounters Counters => _counters with { SkippedBytes = _framing.SkippedBytes };

    /// <summary>Takes bytes until something is found.</summary>
    /// <param name="source">The next bytes of the stream, in any split.</param>
    /// <param name="consumedBytes">How many were taken; give the rest again.</param>
    /// <param name="found">What was found, or null.</param>
    /// <returns><see cref="OperationStatus.Done"/> with something found, or <see cref="OperationStatus.NeedMoreData"/> when all was taken.</returns>
    public OperationStatus Read(ReadOnlySpan<byte> source, out int consumedBytes, out TsEvent? found)
    {
        consumedBytes = 0;
        while (!_events.TryDequeue(out found))
        {
            var rest = source[consumedBytes..];
            if (rest.IsEmpty)
            {
                return OperationStatus.NeedMoreData;
            }

            consumedBytes += _framing.Take(rest);
        }

        return OperationStatus.Done;
    }

    /// <summary>Ends the stream: call it after the last <see cref="Read"/> until it gives false. Unfinished PES packets of open length come out.</summary>
    public bool ReadEnd(out TsEvent? found)
    {
        if (!_ended)
        {
            _ended = true;
            _framing.End();
            foreach (var state in _pids.Values)
            {
                Complete(state);
            }
        }

        return _events.TryDequeue(out found);
    }

    private void Lose()
    {
        foreach (var state in _pids.Values)
        {
            state.Break();
        }
    }

    private void ReadPacket(ReadOnlySpan<byte> source)
    {
        _counters = _counters with { Packets = _counters.Packets + 1 };
        var readable = TsPacket.TryRead(source, out var packet);
        if (!readable || packet.TransportError)
        {
            // Its PID cannot be trusted; the gap shows in the counter of the stream it belonged to.
            _counters = _counters with { TransportErrors = _counters.TransportErrors + 1 };
            return;
        }

        if (packet.Pid == NullPid || !_pids.TryGetValue(packet.Pid, out var state))
        {
            return;
        }

        if (packet.Clock is { } clock && state.IsClock)
        {
            _events.Enqueue(new TsClock(packet.Pid, clock, packet.Discontinuity));
        }

        if (IsContinuous(state, packet) && packet.HasPayload)
        {
            ReadPayload(state, packet);
        }
    }

    /// <summary>Follows the counter; false for a packet sent twice. Specification: ISO/IEC 13818-1, 2.4.3.3.</summary>
    private bool IsContinuous(PidState state, in TsPacket packet)
    {
        var last = state.Counter;
        var expected = packet.HasPayload ? (last + 1) & 15 : last;
        var repeated = packet.HasPayload && last == packet.Counter && !state.Repeated && !packet.Discontinuity;
        state.Repeated = repeated;
        state.Counter = packet.Counter;
        if (repeated)
        {
            return false;
        }

        if (last is { } && expected is { } counter && counter != packet.Counter && !packet.Discontinuity)
        {
            _counters = _counters with { ContinuityErrors = _counters.ContinuityErrors + 1 };
            _events.Enqueue(new TsContinuityLost(packet.Pid, counter, packet.Counter));
            state.Break();
        }

        return true;
    }

    private void ReadPayload(PidState state, in TsPacket packet)
    {
        if (packet.Scrambled)
        {
            _counters = _counters with { ScrambledPackets = _counters.ScrambledPackets + 1 };
            state.Break();
        }
        else if (state.Section is { } section)
        {
            section.Add(packet.Payload, packet.PayloadStart, bytes => ReadSection(state, bytes));
        }
        else if (state.Pes is { } pes)
        {
            ReadPes(state, pes, packet);
        }
    }

    private void ReadPes(PidState state, PesAssembly pes, in TsPacket packet)
    {
        if (packet.PayloadStart)
        {
            Complete(state);
            pes.Start(packet.RandomAccess, packet.Discontinuity);
        }

        if (!pes.Started)
        {
            return;
        }

        if (pes.Filled + packet.Payload.Length > _limits.MaxPesBytes || _buffered + packet.Payload.Length > _limits.MaxBufferedBytes)
        {
            Discard(pes);
            return;
        }

        pes.Add(packet.Payload);
        _buffered += packet.Payload.Length;
        if (pes.IsComplete)
        {
            Complete(state);
        }
    }

    private void Complete(PidState state)
    {
        if (state.Pes is not { Started: true } pes)
        {
            return;
        }

        var length = pes.Filled;
        if (pes.Take() is { } packet)
        {
            _buffered -= length;
            _events.Enqueue(packet);
            return;
        }

        _buffered -= length;
        _counters = _counters with { DiscardedPesPackets = _counters.DiscardedPesPackets + 1 };
        _events.Enqueue(new TsPesDiscarded(pes.Stream.Pid, length));
    }

    private void Discard(PesAssembly pes)
    {
        _buffered -= pes.Filled;
        _counters = _counters with { DiscardedPesPackets = _counters.DiscardedPesPackets + 1 };
        _events.Enqueue(new TsPesDiscarded(pes.Stream.Pid, pes.Filled));
        pes.Clear();
    }

    private void ReadSection(PidState state, ReadOnlySpan<byte> section)
    {
        if (section.Length < 12 || MpegCrc32.Compute(section) != 0)
        {
            _counters = _counters with { SectionErrors = _counters.SectionErrors + 1 };
        }
        else if (state.IsAssociation)
        {
            ReadAssociation(section);
        }
        else if (state.IsMap)
        {
            ReadMap(state, section);
        }
        else
        {
            _events.Enqueue(new TsSection(state.Pid, section.ToArray()));
        }
    }

    private void ReadAssociation(ReadOnlySpan<byte> section)
    {
        var current = (section[5] & 1) != 0;
        if (section[0] != 0 || !current)
        {
            return;
        }

        // A table of several sections only ever adds; one of a single section also takes away.
        var single = section[7] == 0;
        var maps = new HashSet<int>();
        for (var rest = section[8..^4]; rest.Length >= 4; rest = rest[4..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(rest) != 0 && maps.Count < _limits.MaxPrograms)
            {
                maps.Add(BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) & 0x1FFF);
            }
        }

        if (single)
        {
            Forget(state => state.IsMap && !maps.Contains(state.Pid));
        }

        foreach (var pid in maps)
        {
            if (pid is not (0 or NullPid) && !_pids.ContainsKey(pid) && Count(state => state.IsMap) < _limits.MaxPrograms)
            {
                _pids[pid] = new PidState { Pid = pid, Section = new SectionAssembly(), IsMap = true };
            }
        }
    }

    private void ReadMap(PidState state, ReadOnlySpan<byte> section)
    {
        var current = (section[5] & 1) != 0;
        if (section[0] != 2 || !current || section.SequenceEqual(state.LastMap))
        {
            return;
        }

        if (ProgramMap.Read(section) is not { } program)
        {
            _counters = _counters with { SectionErrors = _counters.SectionErrors + 1 };
            return;
        }

        state.LastMap = section.ToArray();
        Follow(state.Pid, program);
        _events.Enqueue(program);
    }

    /// <summary>Makes the streams of a map the ones that are read; streams that stay keep what is unfinished.</summary>
    private void Follow(int mapPid, TsProgramChanged program)
    {
        var kept = new HashSet<int>();
        foreach (var stream in program.Streams)
        {
            if (_pids.TryGetValue(stream.Pid, out var old) && old.MapPid == mapPid && old.Content == stream.Content && old.StreamType == stream.StreamType)
            {
                kept.Add(stream.Pid);
            }
        }

        Forget(state => state.MapPid == mapPid && !kept.Contains(state.Pid));
        foreach (var stream in program.Streams)
        {
            if (stream.Pid is not (0 or NullPid) && !_pids.ContainsKey(stream.Pid) && Count(state => state.MapPid is not null) < _limits.MaxStreams)
            {
                _pids[stream.Pid] = new PidState
                {
                    Pid = stream.Pid,
                    MapPid = mapPid,
                    Content = stream.Content,
                    StreamType = stream.StreamType,
                    Section = stream.Content == TsStreamContent.Scte35 ? new SectionAssembly() : null,
                    Pes = stream.Content == TsStreamContent.Scte35 ? null : new PesAssembly(stream),
                };
            }
        }

        foreach (var state in _pids.Values)
        {
            state.IsClock = state.MapPid == mapPid ? state.Pid == program.ClockPid : state.IsClock;
        }

        FollowClock(mapPid, program.ClockPid);
    }

    /// <summary>A clock may have a PID of its own (2.4.4.9).</summary>
    private void FollowClock(int mapPid, int pid)
    {
        if (pid is not (0 or NullPid) && !_pids.ContainsKey(pid) && Count(state => state.MapPid is not null) < _limits.MaxStreams)
        {
            _pids[pid] = new PidState { Pid = pid, MapPid = mapPid, IsClock = true };
        }
    }

    private int Count(Func<PidState, bool> condition)
    {
        var count = 0;
        foreach (var state in _pids.Values)
        {
            count += condition(state) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Stops reading PIDs, and with a map its streams; what they have unfinished comes out.</summary>
    private void Forget(Func<PidState, bool> condition)
    {
        var gone = _pids.Values.Where(condition).ToList();
        foreach (var state in gone)
        {
            Complete(state);
            _pids.Remove(state.Pid);
            if (state.IsMap)
            {
                Forget(stream => stream.MapPid == state.Pid);
            }
        }
    }

    /// <summary>What is known of one PID.</summary>
    private sealed class PidState
    {
        public int Pid { get; init; }

        public bool IsAssociation { get; init; }

        public bool IsMap { get; init; }

        /// <summary>The map that names this stream, or null for tables.</summary>
        public int? MapPid { get; init; }

        public TsStreamContent Content { get; init; }

        public byte StreamType { get; init; }

        public SectionAssembly? Section { get; init; }

        public PesAssembly? Pes { get; init; }

        public bool IsClock { get; set; }

        public byte[] LastMap { get; set; } = [];

        /// <summary>The last counter, or null before the first packet.</summary>
        public int? Counter { get; set; }

        /// <summary>Whether the last packet was a repetition: a second one is a jump of 15.</summary>
        public bool Repeated { get; set; }

        /// <summary>Notes that bytes are missing.</summary>
        public void Break()
        {
            Section?.Reset();
            Pes?.Damaged = true;
        }
    }
}
