using System.Buffers;
using Headwater.Formats.Amf;
using Headwater.Foundation;

namespace Headwater.Formats.Flv;

/// <summary>The body of a script tag, which is also the payload of an RTMP data message: a name and values.</summary>
/// <remarks>Specification: FLV 10.1, E.4.4; RTMP 1.0, 7.1.2. Publishers wrap <c>onMetaData</c> into <c>@setDataFrame</c>; reading takes that off.</remarks>
/// <param name="Name">For example <c>onMetaData</c> or <c>onCuePoint</c>.</param>
/// <param name="Values">What follows it.</param>
public sealed record FlvScript(string Name, EquatableList<AmfValue> Values)
{
    private const string SetDataFrame = "@setDataFrame";

    /// <summary>The member of that name of the first value that is an object or ECMA array with it; null when there is none.</summary>
    public AmfValue? Find(string name)
    {
        foreach (var value in Values)
        {
            if (AmfMembers.Find(value, name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Reads a whole body.</summary>
    /// <returns><see cref="OperationStatus.NeedMoreData"/> when it ends inside a value; <see cref="OperationStatus.InvalidData"/> when it does not begin with a name, is malformed or beyond the limits.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> body, AmfLimits limits, out FlvScript? script)
    {
        script = null;
        var reader = new AmfReader(body, limits);
        var status = ReadName(ref reader, out var name);
        if (status is OperationStatus.Done && name == SetDataFrame)
        {
            status = ReadName(ref reader, out name);
        }

        var values = new List<AmfValue>();
        while (status is OperationStatus.Done && !reader.AtEnd)
        {
            status = reader.ReadAmf0(out var value);
            values.Add(value);
        }

        script = status is OperationStatus.Done ? new FlvScript(name, [.. values]) : null;
        return status;
    }

    /// <summary>Writes the body.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        AmfWriter.WriteAmf0(writer, new AmfString(Name));
        foreach (var value in Values)
        {
            AmfWriter.WriteAmf0(writer, value);
        }
    }

    private static OperationStatus ReadName(ref AmfReader reader, out string name)
    {
        var status = reader.ReadAmf0(out var value);
        name = value is AmfString text ? text.Value : "";
        return status is OperationStatus.Done && value is not AmfString ? OperationStatus.InvalidData : status;
    }
}
