namespace Headwater.Formats.MpegTs;

/// <summary>The unfinished PES packet of one stream. Owned by the demuxer.</summary>
internal sealed class PesAssembly(TsStream stream)
{
    /// <summary>What is kept for the next packet; longer buffers go, so that one long packet on each PID does not hold memory for ever.</summary>
    private const int MaxKeptBytes = 256 << 10;

    private byte[] _bytes = [];

    public TsStream Stream { get; } = stream;

    /// <summary>How much of the packet has come.</summary>
    public int Filled { get; private set; }

    /// <summary>Whether a packet is being put together; else payload is passed over until the next start.</summary>
    public bool Started { get; private set; }

    /// <summary>Set when bytes of it are missing.</summary>
    public bool Damaged { get; set; }

    private bool RandomAccess { get; set; }

    private bool Discontinuity { get; set; }

    /// <summary>Whether it has come up to its stated length.</summary>
    public bool IsComplete => Filled >= PesHeader.PrefixBytes && PesHeader.StatedBytes(_bytes) is { } stated && Filled >= stated;

    public void Start(bool randomAccess, bool discontinuity)
    {
        Clear();
        Started = true;
        RandomAccess = randomAccess;
        Discontinuity = discontinuity;
    }

    public void Add(ReadOnlySpan<byte> payload)
    {
        if (_bytes.Length - Filled < payload.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Math.Max(_bytes.Length * 2, 4096), Filled + payload.Length));
        }

        payload.CopyTo(_bytes.AsSpan(Filled));
        Filled += payload.Length;
    }

    /// <summary>The packet as it is, or null when its header is malformed. Then the assembly waits for the next start.</summary>
    public TsPesPacket? Take()
    {
        var stated = Filled >= PesHeader.PrefixBytes ? PesHeader.StatedBytes(_bytes) : null;
        var whole = _bytes.AsSpan(0, Math.Min(Filled, stated ?? Filled));
        var packet = PesHeader.TryRead(whole, out var header)
            ? new TsPesPacket
            {
                Pid = Stream.Pid,
                StreamId = header.StreamId,
                PresentationTicks = header.PresentationTicks,
                DecodeTicks = header.DecodeTicks,
                RandomAccess = RandomAccess,
                Discontinuity = Discontinuity,
                Damaged = Damaged || whole.Length < stated,
                Payload = whole[header.HeaderBytes..].ToArray(),
            }
            : null;
        Clear();
        return packet;
    }

    public void Clear()
    {
        Filled = 0;
        Started = false;
        Damaged = false;
        _bytes = _bytes.Length > MaxKeptBytes ? [] : _bytes;
    }
}
