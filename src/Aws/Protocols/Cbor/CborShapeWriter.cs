using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Cbor;

/// <summary>Canonical values to CBOR of the wire, with counts. RFC 8949, 4.2.</summary>
internal sealed class CborShapeWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Begins a map.</summary>
    public void WriteMapHead(int count) => WriteHead(CborMajor.Map, (ulong)count);

    /// <summary>Writes a text.</summary>
    public void WriteText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteHead(CborMajor.Text, (ulong)bytes.Length);
        _buffer.Write(bytes);
    }

    /// <summary>Writes a structure.</summary>
    public void WriteStructure(Shape shape, JsonObject value)
    {
        var members = shape.Members.Where(member => value[member.Name] is not null).ToArray();
        WriteMapHead(members.Length);
        foreach (var member in members)
        {
            WriteText(member.WireName);
            Write(member.Shape, value[member.Name]);
        }
    }

    /// <summary>Writes a value.</summary>
    public void Write(Shape? shape, JsonNode? value)
    {
        switch (shape?.Kind, value)
        {
            case (_, null):
                _buffer.Write<byte>([0xF6]);
                break;
            case (ShapeKind.Structure, JsonObject structure):
                WriteStructure(shape!, structure);
                break;
            case (ShapeKind.List, JsonArray list):
                WriteHead(CborMajor.Array, (ulong)list.Count);
                foreach (var item in list)
                {
                    Write(shape!.Element!.Shape, item);
                }

                break;
            case (ShapeKind.Map, JsonObject map):
                WriteMapHead(map.Count);
                foreach (var (name, item) in map)
                {
                    WriteText(name);
                    Write(shape!.Value!.Shape, item);
                }

                break;
            default:
                WriteSingle(shape?.Kind, value);
                break;
        }
    }

    private void WriteSingle(ShapeKind? kind, JsonNode value)
    {
        switch (kind, value.GetValueKind())
        {
            case (ShapeKind.Timestamp, _) when Timestamps.ToSeconds(value.ToString()) is { } seconds:
                WriteHead(CborMajor.Tag, 1);
                WriteDouble((double)seconds);
                break;
            case (ShapeKind.Blob, _):
                var bytes = Convert.FromBase64String(value.ToString());
                WriteHead(CborMajor.Bytes, (ulong)bytes.Length);
                _buffer.Write(bytes);
                break;
            case (ShapeKind.Float or ShapeKind.Double, _):
                WriteDouble(double.Parse(value.ToString(), CultureInfo.InvariantCulture));
                break;
            case (_, JsonValueKind.Number):
                WriteWhole(long.Parse(value.ToString(), CultureInfo.InvariantCulture));
                break;
            case (_, JsonValueKind.True or JsonValueKind.False):
                _buffer.Write<byte>([value.GetValueKind() == JsonValueKind.True ? (byte)0xF5 : (byte)0xF4]);
                break;
            default:
                WriteText(value.ToString());
                break;
        }
    }

    private void WriteWhole(long value)
    {
        if (value >= 0)
        {
            WriteHead(CborMajor.Unsigned, (ulong)value);
        }
        else
        {
            WriteHead(CborMajor.Negative, (ulong)(-1 - value));
        }
    }

    private void WriteDouble(double value)
    {
        var bytes = _buffer.GetSpan(9);
        bytes[0] = 0xFB;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], value);
        _buffer.Advance(9);
    }

    private void WriteHead(CborMajor major, ulong argument)
    {
        var bytes = _buffer.GetSpan(9);
        var type = (byte)((int)major << 5);
        switch (argument)
        {
            case < 24:
                bytes[0] = (byte)(type | (byte)argument);
                _buffer.Advance(1);
                break;
            case <= byte.MaxValue:
                (bytes[0], bytes[1]) = ((byte)(type | 24), (byte)argument);
                _buffer.Advance(2);
                break;
            case <= ushort.MaxValue:
                bytes[0] = (byte)(type | 25);
                BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)argument);
                _buffer.Advance(3);
                break;
            case <= uint.MaxValue:
                bytes[0] = (byte)(type | 26);
                BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], (uint)argument);
                _buffer.Advance(5);
                break;
            default:
                bytes[0] = (byte)(type | 27);
                BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], argument);
                _buffer.Advance(9);
                break;
        }
    }
}
