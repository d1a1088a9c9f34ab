using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Headwater.Foundation;

namespace Headwater.Formats.Nut;

/// <summary>Writes a NUT file for a reader that reads it from its start, such as a pipe to ffmpeg: one syncpoint, then frames with their full time and a checksum.</summary>
/// <remarks>
/// Specification: NUT (nut.txt), version 4 with <c>FLAG_PIPE</c>. Interop: libavformat keeps an entry in memory for each syncpoint it meets,
/// which a stream of days cannot afford; it reads this mode since its release 10. Not thread-safe.
/// </remarks>
public sealed class NutWriter
{
    private const int MsbPtsShift = 7;
    private const int MaximumDistance = 32_767;
    private const uint PipeFlag = 2;

    private readonly EquatableList<NutStream> _streams;
    private readonly NutTimeBase[] _timeBases;

    /// <summary>A writer of these streams; the index in the list is the stream id.</summary>
    /// <exception cref="ArgumentException">No stream, more than 249, or a time base that is not a reduced fraction.</exception>
    public NutWriter(EquatableList<NutStream> streams)
    {
        if (streams.Count is 0 or > 249 || streams.Any(stream => !stream.TimeBase.IsValid))
        {
            throw new ArgumentException("1 to 249 streams with reduced time bases", nameof(streams));
        }

        _streams = streams;
        _timeBases = [.. streams.Select(stream => stream.TimeBase).Distinct()];
    }

    /// <summary>Writes all that comes before the first frame.</summary>
    public void WriteHeader(IBufferWriter<byte> output)
    {
        output.Write(NutSyntax.FileId);
        WritePacket(output, NutSyntax.MainStartcode, WriteMain);
        for (var i = 0; i < _streams.Count; i++)
        {
            var id = i;
            WritePacket(output, NutSyntax.StreamStartcode, body => WriteStream(body, id));
        }

        for (var i = 0; i < _streams.Count; i++)
        {
            if (_streams[i].FrameRate is { Numerator: > 0, Denominator: > 0 } rate)
            {
                var id = i;
                WritePacket(output, NutSyntax.InfoStartcode, body => WriteFrameRate(body, id, rate.Numerator, rate.Denominator));
            }
        }

        WritePacket(output, NutSyntax.SyncpointStartcode, body => body.Write("\0\0"u8));
    }

    /// <summary>Writes one frame.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="stream">The stream's id.</param>
    /// <param name="presentationTicks">0 or more, in ticks of the stream's time base.</param>
    /// <param name="key">Whether decoding may start here.</param>
    /// <param name="data">The coded bytes.</param>
    public void WriteFrame(IBufferWriter<byte> output, int stream, long presentationTicks, bool key, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(presentationTicks);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)stream, (uint)_streams.Count, nameof(stream));

        // Frame code 1: coded flags turn into the flags, the rest of the header is told in full.
        Span<byte> header = stackalloc byte[64];
        header[0] = 1;
        var length = 1;
        Append(header, ref length, (ulong)(NutFrameFlags.Coded | (key ? NutFrameFlags.Key : default)
            | NutFrameFlags.StreamId | NutFrameFlags.CodedPts | NutFrameFlags.SizeMsb | NutFrameFlags.Checksum) & ~(ulong)NutFrameFlags.Coded);
        Append(header, ref length, (ulong)stream);
        Append(header, ref length, (ulong)presentationTicks + (1UL << MsbPtsShift));
        Append(header, ref length, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(header[length..], NutCrc.Compute(header[..length]));
        output.Write(header[..(length + 4)]);
        output.Write(data);
    }

    private void WriteMain(ArrayBufferWriter<byte> body)
    {
        Append(body, 4);
        Append(body, 0);
        Append(body, (ulong)_streams.Count);
        Append(body, MaximumDistance);
        Append(body, (ulong)_timeBases.Length);
        foreach (var timeBase in _timeBases)
        {
            Append(body, timeBase.Numerator);
            Append(body, timeBase.Denominator);
        }

        // Frame code 0 is invalid, 1 is all we use, 2 to 255 are invalid: flags, number of fields, pts delta 0, multiplier 1, stream 0, lsb 0, reserved 0, count.
        AppendCodes(body, NutFrameFlags.Invalid, 1);
        AppendCodes(body, NutFrameFlags.Coded, 1);
        AppendCodes(body, NutFrameFlags.Invalid, 253);
        Append(body, 0);
        Append(body, PipeFlag);
    }

    private static void AppendCodes(ArrayBufferWriter<byte> body, NutFrameFlags flags, int count)
    {
        ReadOnlySpan<ulong> fields = [(ulong)flags, 6, 0, 1, 0, 0, 0, (ulong)count];
        foreach (var field in fields)
        {
            Append(body, field);
        }
    }

    private void WriteStream(ArrayBufferWriter<byte> body, int id)
    {
        var stream = _streams[id];
        Append(body, (ulong)id);
        Append(body, (ulong)stream.Class);
        Append(body, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(body.GetSpan(4), stream.CodecTag);
        body.Advance(4);
        Append(body, (ulong)Array.IndexOf(_timeBases, stream.TimeBase));
        Append(body, MsbPtsShift);
        Append(body, Math.Max(1, stream.TimeBase.Denominator / stream.TimeBase.Numerator));
        Append(body, (ulong)stream.DecodeDelay);
        Append(body, 0);
        Append(body, (ulong)stream.CodecData.Length);
        body.Write(stream.CodecData.Span);
        if (stream.Class == NutStreamClass.Video)
        {
            Append(body, (ulong)stream.Width);
            Append(body, (ulong)stream.Height);
            body.Write("\0\0\0"u8);
        }
        else if (stream.Class == NutStreamClass.Audio)
        {
            Append(body, (ulong)stream.SampleRate);
            Append(body, 1);
            Append(body, (ulong)stream.Channels);
        }
    }

    /// <summary>Interop: libavformat takes a stream's frame rate from this name of its own, for want of a field.</summary>
    private static void WriteFrameRate(ArrayBufferWriter<byte> body, int id, int numerator, int denominator)
    {
        Append(body, (ulong)id + 1);
        body.Write("\0\0\0"u8);
        Append(body, 1);
        AppendText(body, "r_frame_rate");

        // The signed value −1, which says that text follows.
        Append(body, 2);
        AppendText(body, string.Create(CultureInfo.InvariantCulture, $"{numerator}/{denominator}"));
    }

    private static void AppendText(ArrayBufferWriter<byte> body, string text)
    {
        Append(body, (ulong)text.Length);
        body.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void WritePacket(IBufferWriter<byte> output, ulong startcode, Action<ArrayBufferWriter<byte>> write)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64BigEndian(header, startcode);
        var length = 8;
        var size = body.WrittenCount + 4;
        Append(header, ref length, (ulong)size);
        if (size > NutSyntax.HeaderChecksumThreshold)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header[length..], NutCrc.Compute(header[..length]));
            length += 4;
        }

        output.Write(header[..length]);
        output.Write(body.WrittenSpan);
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), NutCrc.Compute(body.WrittenSpan));
        output.Advance(4);
    }

    private static void Append(ArrayBufferWriter<byte> body, ulong value)
    {
        var length = 0;
        Append(body.GetSpan(10), ref length, value);
        body.Advance(length);
    }

    private static void Append(Span<byte> bytes, ref int length, ulong value)
    {
        var count = 1;
        for (var rest = value >> 7; rest != 0; rest >>= 7)
        {
            count++;
        }

        for (var i = count - 1; i >= 0; i--)
        {
            bytes[length++] = (byte)(((value >> (7 * i)) & 0x7F) | (i > 0 ? 0x80u : 0));
        }
    }
}
