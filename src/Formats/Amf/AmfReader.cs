using System.Buffers;

namespace Headwater.Formats.Amf;

/// <summary>Reads AMF values one after another; references reach back over all values of one reader.</summary>
/// <remarks>
/// Specification: Action Message Format AMF 0 (2007); AMF 3 (January 2013). Not read, as nothing sends them: movie clips, record sets,
/// externalizable objects (whose layout only their class knows) and values that contain themselves; all are invalid.
/// After any status but <see cref="OperationStatus.Done"/> the reader is spent.
/// </remarks>
public ref struct AmfReader
{
    private readonly AmfContext _context;
    private AmfCursor _cursor;

    /// <summary>A reader of these bytes.</summary>
    public AmfReader(ReadOnlySpan<byte> source, AmfLimits limits)
    {
        _cursor = new AmfCursor(source);
        _context = new AmfContext(limits);
    }

    /// <summary>Bytes read so far.</summary>
    public readonly int OffsetBytes => _cursor.OffsetBytes;

    /// <summary>Whether every byte is read.</summary>
    public readonly bool AtEnd => _cursor.AtEnd;

    /// <summary>Reads one value in version 0.</summary>
    /// <returns><see cref="OperationStatus.NeedMoreData"/> when the bytes end inside the value; <see cref="OperationStatus.InvalidData"/> when it is malformed or beyond the limits.</returns>
    public OperationStatus ReadAmf0(out AmfValue value) => Amf0Decoder.Read(ref _cursor, _context, 1, out value);

    /// <summary>Reads one value in version 3.</summary>
    /// <returns>As <see cref="ReadAmf0"/>.</returns>
    public OperationStatus ReadAmf3(out AmfValue value) => Amf3Decoder.Read(ref _cursor, _context, 1, out value);
}
