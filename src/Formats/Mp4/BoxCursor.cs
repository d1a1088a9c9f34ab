using System.Buffers;

namespace Headwater.Formats.Mp4;

/// <summary>Walks the boxes that lie one behind the other in a span, without descending.</summary>
/// <remarks>Total: a box that reaches past the end stops the walk, and <see cref="Status"/> says so.</remarks>
public ref struct BoxCursor
{
    private readonly ReadOnlySpan<byte> _source;
    private int _next;

    /// <summary>A cursor before the first box of <paramref name="source"/>.</summary>
    public BoxCursor(ReadOnlySpan<byte> source) => _source = source;

    /// <summary>The box's header; valid after <see cref="MoveNext"/> gave true.</summary>
    public BoxHeader Header { get; private set; }

    /// <summary>Type of the box as a number.</summary>
    internal readonly uint Type => Header.Type.Value;

    /// <summary>First byte of the box from the start of the span.</summary>
    public int Offset { get; private set; }

    /// <summary>Bytes of the whole box, also when its header leaves them to the end of the file.</summary>
    public int Length { get; private set; }

    /// <summary>First byte of the content from the start of the span.</summary>
    public readonly int ContentOffset => Offset + Header.HeaderLength;

    /// <summary>The bytes behind the header.</summary>
    public readonly ReadOnlySpan<byte> Content => _source.Slice(ContentOffset, Length - Header.HeaderLength);

    /// <summary>Done while boxes are whole; NeedMoreData when the last one is cut, InvalidData when its header is none.</summary>
    public OperationStatus Status { get; private set; }

    /// <summary>Steps to the next box; false at the end and at a box that is not whole.</summary>
    public bool MoveNext()
    {
        if (_next >= _source.Length)
        {
            return false;
        }

        var rest = _source[_next..];
        Status = BoxHeader.Read(rest, out var header);
        if (Status != OperationStatus.Done)
        {
            _next = _source.Length;
            return false;
        }

        if (header.LengthBytes > rest.Length)
        {
            Status = OperationStatus.NeedMoreData;
            Offset = _next;
            Header = header;
            _next = _source.Length;
            return false;
        }

        Header = header;
        Offset = _next;
        Length = header.LengthBytes == 0 ? rest.Length : (int)header.LengthBytes;
        _next += Length;
        return true;
    }

    /// <summary>The content of the first box of that type among those that lie in <paramref name="source"/>; false when there is none.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> source, uint type, out ReadOnlySpan<byte> content)
    {
        var cursor = new BoxCursor(source);
        while (cursor.MoveNext())
        {
            if (cursor.Type == type)
            {
                content = cursor.Content;
                return true;
            }
        }

        content = default;
        return false;
    }
}
