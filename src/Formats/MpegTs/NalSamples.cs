using System.Buffers;
using System.Buffers.Binary;
using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>Length-prefixed NAL units, written as a byte stream that starts with a delimiter and, at random access points, parameter sets.</summary>
/// <remarks>Specification: ISO/IEC 13818-1, 2.14.1 and 2.17.1; ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1; ITU-T H.264, Annex B.</remarks>
internal sealed class NalSamples : ElementaryStreamFormat
{
    private const int MaxParameterSets = 64;

    private readonly bool _hevc;
    private readonly int _lengthBytes;
    private readonly byte[] _parameterSets;

    private NalSamples(bool hevc, int lengthBytes, byte[] parameterSets)
    {
        _hevc = hevc;
        _lengthBytes = lengthBytes;
        _parameterSets = parameterSets;
    }

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>An access unit delimiter that promises nothing about slice types.</summary>
    private ReadOnlySpan<byte> Delimiter => _hevc ? [0x46, 0x01, 0x50] : [0x09, 0xF0];

    /// <summary>Reads an AVCDecoderConfigurationRecord; null when it is malformed.</summary>
    public static NalSamples? FromAvcConfiguration(ReadOnlySpan<byte> record)
    {
        if (record.Length < 7 || record[0] != 1)
        {
            return null;
        }

        var sets = new ArrayBufferWriter<byte>();
        var rest = record[6..];
        return TryCopySets(ref rest, record[5] & 31, sets) && TryTakeCount(ref rest, out var count) && TryCopySets(ref rest, count, sets)
            ? new NalSamples(hevc: false, (record[4] & 3) + 1, sets.WrittenSpan.ToArray())
            : null;
    }

    /// <summary>Reads an HEVCDecoderConfigurationRecord; null when it is malformed.</summary>
    public static NalSamples? FromHevcConfiguration(ReadOnlySpan<byte> record)
    {
        if (record.Length < 23 || record[0] != 1)
        {
            return null;
        }

        var sets = new ArrayBufferWriter<byte>();
        var rest = record[23..];
        for (var arrays = record[22]; arrays > 0; arrays--)
        {
            if (rest.Length < 3)
            {
                return null;
            }

            var count = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            rest = rest[3..];
            if (!TryCopySets(ref rest, count, sets))
            {
                return null;
            }
        }

        return new NalSamples(hevc: true, (record[21] & 3) + 1, sets.WrittenSpan.ToArray());
    }

    public override bool Accepts(MediaSample sample) => IsWellFormed(sample.Payload.Span, out _);

    public override void Append(IBufferWriter<byte> output, MediaSample sample)
    {
        var rest = sample.Payload.Span;
        IsWellFormed(rest, out var hasParameterSets);
        output.Write(StartCode);
        if (IsDelimiter(PeekNal(rest)))
        {
            output.Write(TakeNal(ref rest));
        }
        else
        {
            output.Write(Delimiter);
        }

        if (sample.RandomAccess && !hasParameterSets)
        {
            output.Write(_parameterSets);
        }

        while (!rest.IsEmpty)
        {
            var nal = TakeNal(ref rest);
            if (!IsDelimiter(nal))
            {
                output.Write(StartCode);
                output.Write(nal);
            }
        }
    }

    private static bool TryTakeCount(ref ReadOnlySpan<byte> rest, out int count)
    {
        count = rest.IsEmpty ? 0 : rest[0];
        var taken = !rest.IsEmpty;
        rest = taken ? rest[1..] : rest;
        return taken;
    }

    private static bool TryCopySets(ref ReadOnlySpan<byte> rest, int count, ArrayBufferWriter<byte> sets)
    {
        for (; count > 0; count--)
        {
            if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest) is var length && (length == 0 || length > rest.Length - 2)
                || count > MaxParameterSets)
            {
                return false;
            }

            sets.Write(StartCode);
            sets.Write(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return true;
    }

    private bool IsWellFormed(ReadOnlySpan<byte> rest, out bool hasParameterSets)
    {
        hasParameterSets = false;
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            if (rest.Length < _lengthBytes || ReadLength(rest) is var length && (length == 0 || length > (uint)(rest.Length - _lengthBytes)))
            {
                return false;
            }

            var type = TypeOf(TakeNal(ref rest));
            hasParameterSets |= _hevc ? type == 33 : type == 7;
        }

        return true;
    }

    private uint ReadLength(ReadOnlySpan<byte> source)
    {
        var length = 0u;
        foreach (var octet in source[.._lengthBytes])
        {
            length = (length << 8) | octet;
        }

        return length;
    }

    private ReadOnlySpan<byte> PeekNal(ReadOnlySpan<byte> source) => source.Slice(_lengthBytes, (int)ReadLength(source));

    private ReadOnlySpan<byte> TakeNal(scoped ref ReadOnlySpan<byte> rest)
    {
        var nal = PeekNal(rest);
        rest = rest[(_lengthBytes + nal.Length)..];
        return nal;
    }

    private int TypeOf(ReadOnlySpan<byte> nal) => _hevc ? (nal[0] >> 1) & 63 : nal[0] & 31;

    private bool IsDelimiter(ReadOnlySpan<byte> nal) => TypeOf(nal) == (_hevc ? 35 : 9);
}
