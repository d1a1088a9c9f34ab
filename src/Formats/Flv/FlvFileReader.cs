using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Flv;

/// <summary>Reads an FLV file tag by tag as its bytes come.</summary>
/// <remarks>
/// Specification: FLV 10.1, E.2 to E.4.1. Back pointers are skipped, never believed: writers get them wrong. Encrypted tags are invalid.
/// <code>
/// 'FLV' version(8) flags(8) header length(32) … back pointer(32) = 0
/// reserved(2) filter(1) type(5) length(24) timestamp(24, then the upper 8) stream(24) body back pointer(32)
/// </code>
/// </remarks>
/// <param name="maximumTagBytes">Longest body taken, up to 16 MiB.</param>
public sealed class FlvFileReader(int maximumTagBytes = 8 * 1024 * 1024)
{
    private const int FileHeaderBytes = 9;
    private const int MaximumFileHeaderBytes = 1024;
    private const int TagHeaderBytes = 11;
    private const int BackPointerBytes = 4;

    private readonly PayloadAssembly _body = new();
    private FlvTag? _head;
    private uint _skipBytes;
    private bool _started;
    private bool _broken;

    /// <summary>Reads up to the end of the next tag.</summary>
    /// <param name="source">Bytes of the file; on return it starts behind what was consumed. At most 14 bytes stay unconsumed.</param>
    /// <param name="tag">The tag after <see cref="OperationStatus.Done"/>, else null.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when all was read, also at the end of the file; <see cref="OperationStatus.InvalidData"/>,
    /// now and ever after, when it is no FLV file, a tag is encrypted or longer than is taken.
    /// </returns>
    public OperationStatus Read(ref ReadOnlySequence<byte> source, out FlvTag? tag)
    {
        tag = null;
        if (_broken)
        {
            return OperationStatus.InvalidData;
        }

        if (!_started && ReadFileHeader(ref source) is var header and not OperationStatus.Done)
        {
            _broken = header is OperationStatus.InvalidData;
            return header;
        }

        if (_head is null && ReadTagHeader(ref source) is var begun and not OperationStatus.Done)
        {
            _broken = begun is OperationStatus.InvalidData;
            return begun;
        }

        _body.Append(ref source, _body.MissingBytes);
        if (_body.MissingBytes > 0)
        {
            return OperationStatus.NeedMoreData;
        }

        tag = _head! with { Body = _body.Take() };
        _head = null;
        _skipBytes = BackPointerBytes;
        return OperationStatus.Done;
    }

    private OperationStatus ReadFileHeader(ref ReadOnlySequence<byte> source)
    {
        Span<byte> header = stackalloc byte[FileHeaderBytes];
        var had = (int)Math.Min(source.Length, header.Length);
        source.Slice(0, had).CopyTo(header);
        if (!"FLV\u0001"u8.StartsWith(header[..Math.Min(had, 4)]))
        {
            return OperationStatus.InvalidData;
        }

        if (had < FileHeaderBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        var headerBytes = BinaryPrimitives.ReadUInt32BigEndian(header[5..]);
        if (headerBytes is < FileHeaderBytes or > MaximumFileHeaderBytes)
        {
            return OperationStatus.InvalidData;
        }

        source = source.Slice(FileHeaderBytes);
        _skipBytes = headerBytes - FileHeaderBytes + BackPointerBytes;
        _started = true;
        return OperationStatus.Done;
    }

    private OperationStatus ReadTagHeader(ref ReadOnlySequence<byte> source)
    {
        var skipped = (uint)Math.Min(source.Length, _skipBytes);
        source = source.Slice(skipped);
        _skipBytes -= skipped;
        if (_skipBytes > 0 || source.Length < TagHeaderBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        Span<byte> header = stackalloc byte[TagHeaderBytes];
        source.Slice(0, TagHeaderBytes).CopyTo(header);
        var lengthBytes = (int)FlvEnhancedHeader.UInt24(header[1..]);
        var encrypted = (header[0] & 0x20) != 0;
        if (encrypted || lengthBytes > maximumTagBytes)
        {
            return OperationStatus.InvalidData;
        }

        var timestamp = FlvEnhancedHeader.UInt24(header[4..]) | ((uint)header[7] << 24);
        _head = new FlvTag((FlvTagType)(header[0] & 0x1F), timestamp, default);
        _body.Begin(lengthBytes);
        source = source.Slice(TagHeaderBytes);
        return OperationStatus.Done;
    }
}
