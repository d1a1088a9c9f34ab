using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Headwater.Foundation;

namespace Headwater.Formats.Amf;

/// <summary>Writes AMF values, always in full: never a reference.</summary>
public static class AmfWriter
{
    /// <summary>Writes one value in version 0; bytes go behind the avmplus marker.</summary>
    /// <exception cref="ArgumentException">A member's name is longer than 65,535 bytes.</exception>
    public static void WriteAmf0(IBufferWriter<byte> writer, AmfValue value)
    {
        switch (value)
        {
            case AmfNumber number:
                WriteByte(writer, (byte)Amf0Marker.Number);
                WriteDouble(writer, number.Value);
                break;
            case AmfBoolean flag:
                WriteByte(writer, (byte)Amf0Marker.Boolean);
                WriteByte(writer, flag.Value ? (byte)1 : (byte)0);
                break;
            case AmfString text when Encoding.UTF8.GetByteCount(text.Value) <= ushort.MaxValue:
                WriteByte(writer, (byte)Amf0Marker.String);
                WriteName(writer, text.Value);
                break;
            case AmfString text:
                WriteLongText(writer, Amf0Marker.LongString, text.Value);
                break;
            case AmfXml xml:
                WriteLongText(writer, Amf0Marker.XmlDocument, xml.Text);
                break;
            case AmfNull:
                WriteByte(writer, (byte)Amf0Marker.Null);
                break;
            case AmfUndefined:
                WriteByte(writer, (byte)Amf0Marker.Undefined);
                break;
            case AmfDate date:
                WriteByte(writer, (byte)Amf0Marker.Date);
                WriteDouble(writer, date.Milliseconds);
                WriteUInt16(writer, 0);
                break;
            case AmfObject { ClassName: "" } named:
                WriteByte(writer, (byte)Amf0Marker.Object);
                WriteMembers(writer, named.Members);
                break;
            case AmfObject typed:
                WriteByte(writer, (byte)Amf0Marker.TypedObject);
                WriteName(writer, typed.ClassName);
                WriteMembers(writer, typed.Members);
                break;
            case AmfEcmaArray array:
                WriteByte(writer, (byte)Amf0Marker.EcmaArray);
                WriteUInt32(writer, (uint)array.Members.Count);
                WriteMembers(writer, array.Members);
                break;
            case AmfStrictArray array:
                WriteByte(writer, (byte)Amf0Marker.StrictArray);
                WriteUInt32(writer, (uint)array.Items.Count);
                foreach (var item in array.Items)
                {
                    WriteAmf0(writer, item);
                }

                break;
            case AmfBytes:
                WriteByte(writer, (byte)Amf0Marker.AvmPlus);
                WriteAmf3(writer, value);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Writes one value in version 3. An ECMA array without members is read back as a strict array: version 3 has one kind.</summary>
    /// <exception cref="ArgumentException">A member's name is empty, which version 3 cannot say.</exception>
    public static void WriteAmf3(IBufferWriter<byte> writer, AmfValue value)
    {
        switch (value)
        {
            case AmfNumber number when IsInteger(number.Value):
                WriteByte(writer, (byte)Amf3Marker.Integer);
                WriteUInt29(writer, (uint)(int)number.Value & 0x1FFF_FFFF);
                break;
            case AmfNumber number:
                WriteByte(writer, (byte)Amf3Marker.Double);
                WriteDouble(writer, number.Value);
                break;
            case AmfBoolean flag:
                WriteByte(writer, (byte)(flag.Value ? Amf3Marker.True : Amf3Marker.False));
                break;
            case AmfString text:
                WriteByte(writer, (byte)Amf3Marker.String);
                WriteText3(writer, text.Value);
                break;
            case AmfXml xml:
                WriteByte(writer, (byte)Amf3Marker.Xml);
                WriteText3(writer, xml.Text);
                break;
            case AmfNull:
                WriteByte(writer, (byte)Amf3Marker.Null);
                break;
            case AmfUndefined:
                WriteByte(writer, (byte)Amf3Marker.Undefined);
                break;
            case AmfDate date:
                WriteByte(writer, (byte)Amf3Marker.Date);
                WriteUInt29(writer, 1);
                WriteDouble(writer, date.Milliseconds);
                break;
            case AmfObject named:
                WriteByte(writer, (byte)Amf3Marker.Object);

                // In full, with traits in full, dynamic, no sealed members.
                WriteUInt29(writer, 0b1011);
                WriteText3(writer, named.ClassName);
                WriteMembers3(writer, named.Members);
                break;
            case AmfEcmaArray array:
                WriteByte(writer, (byte)Amf3Marker.Array);
                WriteUInt29(writer, 1);
                WriteMembers3(writer, array.Members);
                break;
            case AmfStrictArray array:
                WriteByte(writer, (byte)Amf3Marker.Array);
                WriteUInt29(writer, ((uint)array.Items.Count << 1) | 1);
                WriteText3(writer, "");
                foreach (var item in array.Items)
                {
                    WriteAmf3(writer, item);
                }

                break;
            case AmfBytes bytes:
                WriteByte(writer, (byte)Amf3Marker.ByteArray);
                WriteUInt29(writer, ((uint)bytes.Items.Count << 1) | 1);
                foreach (var item in bytes.Items)
                {
                    WriteByte(writer, item);
                }

                break;
            default:
                throw new UnreachableException();
        }
    }

    private static bool IsInteger(double value) =>
        value is >= -0x1000_0000 and <= 0x0FFF_FFFF && (int)value == value && !(value == 0 && double.IsNegative(value));

    private static void WriteMembers(IBufferWriter<byte> writer, EquatableList<AmfMember> members)
    {
        foreach (var member in members)
        {
            WriteName(writer, member.Name);
            WriteAmf0(writer, member.Value);
        }

        WriteUInt16(writer, 0);
        WriteByte(writer, (byte)Amf0Marker.ObjectEnd);
    }

    private static void WriteMembers3(IBufferWriter<byte> writer, EquatableList<AmfMember> members)
    {
        foreach (var member in members)
        {
            ArgumentException.ThrowIfNullOrEmpty(member.Name);
            WriteText3(writer, member.Name);
            WriteAmf3(writer, member.Value);
        }

        WriteText3(writer, "");
    }

    private static void WriteName(IBufferWriter<byte> writer, string name)
    {
        var lengthBytes = Encoding.UTF8.GetByteCount(name);
        if (lengthBytes > ushort.MaxValue)
        {
            throw new ArgumentException("A name has at most 65,535 bytes.", nameof(name));
        }

        WriteUInt16(writer, (ushort)lengthBytes);
        Encoding.UTF8.GetBytes(name, writer);
    }

    private static void WriteLongText(IBufferWriter<byte> writer, Amf0Marker marker, string text)
    {
        WriteByte(writer, (byte)marker);
        WriteUInt32(writer, (uint)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, writer);
    }

    private static void WriteText3(IBufferWriter<byte> writer, string text)
    {
        WriteUInt29(writer, ((uint)Encoding.UTF8.GetByteCount(text) << 1) | 1);
        Encoding.UTF8.GetBytes(text, writer);
    }

    private static void WriteUInt29(IBufferWriter<byte> writer, uint value)
    {
        var span = writer.GetSpan(4);
        var length = 0;
        if (value >= 1 << 21)
        {
            span[length++] = (byte)(0x80 | (value >> 22));
            span[length++] = (byte)(0x80 | (value >> 15));
            span[length++] = (byte)(0x80 | (value >> 8));
            span[length++] = (byte)value;
        }
        else
        {
            if (value >= 1 << 14)
            {
                span[length++] = (byte)(0x80 | (value >> 14));
            }

            if (value >= 1 << 7)
            {
                span[length++] = (byte)(0x80 | (value >> 7));
            }

            span[length++] = (byte)(value & 0x7F);
        }

        writer.Advance(length);
    }

    private static void WriteByte(IBufferWriter<byte> writer, byte value)
    {
        writer.GetSpan(1)[0] = value;
        writer.Advance(1);
    }

    private static void WriteUInt16(IBufferWriter<byte> writer, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(writer.GetSpan(2), value);
        writer.Advance(2);
    }

    private static void WriteUInt32(IBufferWriter<byte> writer, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(writer.GetSpan(4), value);
        writer.Advance(4);
    }

    private static void WriteDouble(IBufferWriter<byte> writer, double value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(writer.GetSpan(8), value);
        writer.Advance(8);
    }
}
