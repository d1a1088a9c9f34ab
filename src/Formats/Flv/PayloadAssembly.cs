using System.Buffers;

namespace Headwater.Formats.Flv;

/// <summary>Gathers a payload of declared length as its bytes arrive, so that a claim costs no memory until it is kept.</summary>
internal sealed class PayloadAssembly
{
    private const int FirstBytes = 4096;

    private byte[] _buffer = [];
    private int _lengthBytes;

    public int FilledBytes { get; private set; }

    public int MissingBytes => _lengthBytes - FilledBytes;

    public void Begin(int lengthBytes)
    {
        _buffer = [];
        FilledBytes = 0;
        _lengthBytes = lengthBytes;
    }

    /// <summary>Moves up to <paramref name="atMostBytes"/> from the source's start; returns how many there were.</summary>
    public int Append(ref ReadOnlySequence<byte> source, int atMostBytes)
    {
        var count = (int)Math.Min(source.Length, atMostBytes);
        var needed = FilledBytes + count;
        if (needed > _buffer.Length)
        {
            var capacity = Math.Max(FirstBytes, Math.Max((long)_buffer.Length * 2, needed));
            Array.Resize(ref _buffer, (int)Math.Min(capacity, _lengthBytes));
        }

        source.Slice(0, count).CopyTo(_buffer.AsSpan(FilledBytes));
        source = source.Slice(count);
        FilledBytes = needed;
        return count;
    }

    /// <summary>Gives the complete payload away and holds nothing any more.</summary>
    public byte[] Take()
    {
        var payload = _buffer;
        Begin(0);
        return payload;
    }
}
