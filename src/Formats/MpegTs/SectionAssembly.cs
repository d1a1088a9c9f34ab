using System.Buffers.Binary;

namespace Headwater.Formats.MpegTs;

/// <summary>Puts the sections of one PID together. Specification: ISO/IEC 13818-1, 2.4.4.</summary>
internal sealed class SectionAssembly
{
    private const int HeaderBytes = 3;

    /// <summary>The longest section: 12 bits of length.</summary>
    private readonly byte[] _section = new byte[HeaderBytes + 4095];
    private int _filled;
    private bool _started;

    /// <summary>Forgets what is unfinished.</summary>
    public void Reset()
    {
        _filled = 0;
        _started = false;
    }

    /// <summary>Takes the payload of one packet; <paramref name="onSection"/> borrows each section that it ends.</summary>
    public void Add(ReadOnlySpan<byte> payload, bool start, Action<ReadOnlySpan<byte>> onSection)
    {
        if (start)
        {
            if (payload.IsEmpty || payload[0] >= payload.Length)
            {
                Reset();
                return;
            }

            var before = payload.Slice(1, payload[0]);
            payload = payload[(1 + payload[0])..];
            Fill(before, onSection);
            Reset();
            _started = true;
        }

        Fill(payload, onSection);
    }

    private void Fill(ReadOnlySpan<byte> source, Action<ReadOnlySpan<byte>> onSection)
    {
        while (_started && !source.IsEmpty)
        {
            // Stuffing after the last section of a packet.
            if (_filled == 0 && source[0] == 0xFF)
            {
                Reset();
                return;
            }

            var wanted = _filled < HeaderBytes ? HeaderBytes : LengthBytes;
            var take = Math.Min(wanted - _filled, source.Length);
            source[..take].CopyTo(_section.AsSpan(_filled));
            _filled += take;
            source = source[take..];
            if (_filled >= HeaderBytes && _filled == LengthBytes)
            {
                onSection(_section.AsSpan(0, _filled));
                _filled = 0;
            }
        }
    }

    private int LengthBytes => HeaderBytes + (BinaryPrimitives.ReadUInt16BigEndian(_section.AsSpan(1)) & 0xFFF);
}
