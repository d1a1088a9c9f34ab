using System.Buffers.Binary;

namespace Headwater.Formats.Codecs;

/// <summary>Takes big-endian fields from the front of a record. Total: past the end it gives zeros and remembers in <see cref="Failed"/>.</summary>
internal ref struct ByteCursor(ReadOnlyMemory<byte> source)
{
    private readonly ReadOnlyMemory<byte> _source = source;

    public int Position { get; private set; }

    public bool Failed { get; private set; }

    public readonly int Remaining => _source.Length - Position;

    public byte TakeByte() => Remaining < 1 ? Fail() : _source.Span[Position++];

    public int TakeUInt16() => Take(2).Span is { Length: 2 } span ? BinaryPrimitives.ReadUInt16BigEndian(span) : 0;

    public uint TakeUInt32() => Take(4).Span is { Length: 4 } span ? BinaryPrimitives.ReadUInt32BigEndian(span) : 0;

    public ReadOnlyMemory<byte> Take(int length)
    {
        if (length > Remaining)
        {
            Fail();
            return default;
        }

        var taken = _source.Slice(Position, length);
        Position += length;
        return taken;
    }

    private byte Fail()
    {
        Failed = true;
        Position = _source.Length;
        return 0;
    }
}
