using System.Buffers;
using System.Text;

namespace Headwater.Formats.Id3;

/// <summary>Writes an <see cref="Id3Tag"/>: version 2.4, UTF-8, without unsynchronisation, extended header or padding.</summary>
/// <remarks>Specification: ID3 tag version 2.4.0, Main Structure, 3.1 and 4.</remarks>
public static class Id3TagWriter
{
    private const int MaxBytes = (1 << 28) - 1;

    /// <summary>Writes the whole tag. Equal tags give equal bytes.</summary>
    /// <exception cref="ArgumentException">The tag is longer than 28 bits can say, or another frame's id is not four capitals or digits.</exception>
    public static void Write(IBufferWriter<byte> output, Id3Tag tag)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var frame in tag.Frames)
        {
            WriteFrame(body, frame);
        }

        output.Write((ReadOnlySpan<byte>)[.. "ID3"u8, 4, 0, 0]);
        WriteSize(output, body.WrittenCount);
        output.Write(body.WrittenSpan);
    }

    private static void WriteFrame(ArrayBufferWriter<byte> output, Id3Frame frame)
    {
        var (id, content) = frame switch
        {
            Id3PrivateFrame own => ("PRIV", (byte[])[.. Encoding.Latin1.GetBytes(WithoutNul(own.Owner)), 0, .. own.Content]),
            Id3UserTextFrame text => ("TXXX", [3, .. Encoding.UTF8.GetBytes(WithoutNul(text.Description)), 0, .. Encoding.UTF8.GetBytes(text.Text)]),
            Id3OtherFrame other => (other.Id, [.. other.Content]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (!Id3TagReader.IsFrameId(Encoding.Latin1.GetBytes(id)))
        {
            throw new ArgumentException($"'{id}' is no frame id.", nameof(frame));
        }

        output.Write(Encoding.ASCII.GetBytes(id));
        WriteSize(output, content.Length);
        output.Write((ReadOnlySpan<byte>)[0, 0]);
        output.Write(content);
    }

    private static string WithoutNul(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private static void WriteSize(IBufferWriter<byte> output, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxBytes);
        output.Write((ReadOnlySpan<byte>)[(byte)(size >> 21), (byte)((size >> 14) & 127), (byte)((size >> 7) & 127), (byte)(size & 127)]);
    }
}
