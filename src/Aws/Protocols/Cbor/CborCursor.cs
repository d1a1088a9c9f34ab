using System.Buffers.Binary;
using System.Text;

namespace Headwater.Aws.Protocols.Cbor;

/// <summary>Reads CBOR from bytes, item by item. RFC 8949.</summary>
/// <remarks>
/// <code>
/// +-----+-----+ +---------------+
/// |major| info| | 0, 1, 2, 4, 8 |   info: 0–23 the argument itself; 24–27 its size; 31 without end
/// |3 bit|5 bit| | bytes         |
/// +-----+-----+ +---------------+
/// </code>
/// </remarks>
internal ref struct CborCursor(ReadOnlySpan<byte> bytes)
{
    private const byte Break = 0xFF;

    private static readonly UTF8Encoding Strict = new(false, true);

    private ReadOnlySpan<byte> _rest = bytes;
    private int _values;

    /// <summary>Whether all bytes were read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The next item's major type.</summary>
    public readonly CborMajor Peek() => _rest.IsEmpty ? throw Broken() : (CborMajor)(_rest[0] >> 5);

    /// <summary>Whether the next byte ends an item without a count; reads it if so.</summary>
    public bool TryReadBreak()
    {
        if (_rest.IsEmpty || _rest[0] != Break)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Reads an item's head.</summary>
    /// <param name="argument">Its argument; for a half, single or double its bits.</param>
    /// <param name="info">The five bits beside the major type.</param>
    public CborMajor ReadHead(out ulong argument, out int info)
    {
        if (_rest.IsEmpty || _rest[0] == Break)
        {
            throw Broken();
        }

        if (++_values > WireFault.MaxValues)
        {
            throw WireFault.TooMany();
        }

        var major = Peek();
        info = _rest[0] & 0x1F;
        _rest = _rest[1..];
        argument = info switch
        {
            < 24 => (ulong)info,
            24 => Take(1)[0],
            25 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            26 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            27 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
            31 when major is CborMajor.Bytes or CborMajor.Text or CborMajor.Array or CborMajor.Map => 0,
            _ => throw Broken(),
        };
        return major;
    }

    /// <summary>Reads the bytes of a text or byte string whose head was read.</summary>
    public ReadOnlySpan<byte> ReadString(CborMajor major, ulong length, int info)
    {
        if (info != 31)
        {
            return length > (ulong)_rest.Length ? throw Broken() : Take((int)length);
        }

        var joined = new List<byte>();
        while (!TryReadBreak())
        {
            if (ReadHead(out var part, out var partInfo) != major || partInfo == 31 || part > (ulong)_rest.Length)
            {
                throw Broken();
            }

            joined.AddRange(Take((int)part));
        }

        return joined.ToArray();
    }

    /// <summary>Reads a text whose head was read.</summary>
    public string ReadText(ulong length, int info)
    {
        try
        {
            return Strict.GetString(ReadString(CborMajor.Text, length, info));
        }
        catch (DecoderFallbackException)
        {
            throw WireFault.Malformed("A text of the body is not UTF-8.");
        }
    }

    /// <summary>The bytes are no CBOR.</summary>
    public static Calls.AwsException Broken() => WireFault.Malformed("The body is not CBOR.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Broken();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
