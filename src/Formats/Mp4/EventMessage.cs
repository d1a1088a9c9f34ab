using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Headwater.Formats.Mp4;

/// <summary>An <c>emsg</c> box, version 1: something that happens at a time of the presentation, such as a splice.</summary>
/// <remarks>Specification: ISO/IEC 23009-1, 5.10.3.3; ISO/IEC 23000-19, 7.4.5. Version 0 counts from its segment and is not read.</remarks>
public sealed class EventMessage
{
    /// <summary>The duration that says it is not known.</summary>
    public const uint UnknownDuration = uint.MaxValue;

    /// <summary>scheme_id_uri; without a zero character.</summary>
    public required string SchemeIdUri { get; init; }

    /// <summary>value; without a zero character.</summary>
    public string Value { get; init; } = "";

    /// <summary>Ticks per second, greater than zero.</summary>
    public required uint Timescale { get; init; }

    /// <summary>When it happens, in ticks on the presentation's timeline; not negative.</summary>
    public required long PresentationTicks { get; init; }

    /// <summary>How long it lasts in ticks, or <see cref="UnknownDuration"/>.</summary>
    public uint DurationTicks { get; init; } = UnknownDuration;

    /// <summary>Equal ids of one scheme and value are one event.</summary>
    public required uint Id { get; init; }

    /// <summary>What the scheme defines.</summary>
    public ReadOnlyMemory<byte> Message { get; init; }

    /// <summary>Writes the box.</summary>
    public void Write(IBufferWriter<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(PresentationTicks);
        var writer = new BoxWriter();
        var box = writer.BeginFull(BoxTypes.Emsg, version: 1);
        writer.UInt32(Timescale);
        writer.UInt64((ulong)PresentationTicks);
        writer.UInt32(DurationTicks);
        writer.UInt32(Id);
        writer.Bytes(Encoding.UTF8.GetBytes(SchemeIdUri));
        writer.UInt8(0);
        writer.Bytes(Encoding.UTF8.GetBytes(Value));
        writer.UInt8(0);
        writer.Bytes(Message.Span);
        writer.End(box);
        writer.CopyTo(destination);
    }

    /// <summary>Reads the content of an <c>emsg</c> box of version 1; false when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, [NotNullWhen(true)] out EventMessage? result)
    {
        result = null;
        var fields = new FieldReader(content);
        var (version, _) = fields.FullBox();
        var timescale = fields.UInt32();
        var time = fields.UInt64();
        var duration = fields.UInt32();
        var id = fields.UInt32();
        if (fields.Failed || version != 1 || timescale == 0 || time > long.MaxValue
            || !TryTakeText(ref fields, out var scheme) || !TryTakeText(ref fields, out var value))
        {
            return false;
        }

        result = new EventMessage
        {
            SchemeIdUri = scheme,
            Value = value,
            Timescale = timescale,
            PresentationTicks = (long)time,
            DurationTicks = duration,
            Id = id,
            Message = fields.Rest.ToArray(),
        };
        return true;
    }

    private static bool TryTakeText(ref FieldReader fields, out string text)
    {
        var length = fields.Rest.IndexOf((byte)0);
        text = length < 0 ? "" : Encoding.UTF8.GetString(fields.Rest[..length]);
        fields.Skip(length + 1);
        return length >= 0;
    }
}
