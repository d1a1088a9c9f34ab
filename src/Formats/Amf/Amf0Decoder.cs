using System.Buffers;

namespace Headwater.Formats.Amf;

/// <summary>Reads version 0 values. Specification: AMF 0, 2.2 to 2.18 and 3.1.</summary>
internal static class Amf0Decoder
{
    public static OperationStatus Read(ref AmfCursor cursor, AmfContext context, int depth, out AmfValue value)
    {
        value = AmfUndefined.Instance;
        if (!cursor.TakeByte(out var marker))
        {
            return OperationStatus.NeedMoreData;
        }

        if ((Amf0Marker)marker is Amf0Marker.Reference)
        {
            return ReadReference(ref cursor, context, depth, out value);
        }

        if ((Amf0Marker)marker is Amf0Marker.AvmPlus)
        {
            return Amf3Decoder.Read(ref cursor, context, depth, out value);
        }

        if (!context.Enter(depth))
        {
            return OperationStatus.InvalidData;
        }

        switch ((Amf0Marker)marker)
        {
            case Amf0Marker.Number:
                var had = cursor.TakeDouble(out var number);
                value = new AmfNumber(number);
                return had ? OperationStatus.Done : OperationStatus.NeedMoreData;
            case Amf0Marker.Boolean:
                had = cursor.TakeByte(out var flag);
                value = new AmfBoolean(flag != 0);
                return had ? OperationStatus.Done : OperationStatus.NeedMoreData;
            case Amf0Marker.Null:
                value = AmfNull.Instance;
                return OperationStatus.Done;
            case Amf0Marker.Undefined or Amf0Marker.Unsupported:
                return OperationStatus.Done;
            case Amf0Marker.String:
                return ReadText(ref cursor, context, longForm: false, static text => new AmfString(text), out value);
            case Amf0Marker.LongString:
                return ReadText(ref cursor, context, longForm: true, static text => new AmfString(text), out value);
            case Amf0Marker.XmlDocument:
                return ReadText(ref cursor, context, longForm: true, static text => new AmfXml(text), out value);
            case Amf0Marker.Date:
                return ReadDate(ref cursor, ref value);
            case Amf0Marker.Object or Amf0Marker.TypedObject:
                return ReadObject(ref cursor, context, depth, (Amf0Marker)marker is Amf0Marker.TypedObject, ref value);
            case Amf0Marker.EcmaArray:
                return ReadEcmaArray(ref cursor, context, depth, ref value);
            case Amf0Marker.StrictArray:
                return ReadStrictArray(ref cursor, context, depth, ref value);
            default:
                return OperationStatus.InvalidData;
        }
    }

    private static OperationStatus ReadReference(ref AmfCursor cursor, AmfContext context, int depth, out AmfValue value)
    {
        value = AmfUndefined.Instance;
        if (!cursor.TakeUInt16(out var index))
        {
            return OperationStatus.NeedMoreData;
        }

        if (context.Resolve(version3: false, index, depth) is not { } found)
        {
            return OperationStatus.InvalidData;
        }

        value = found;
        return OperationStatus.Done;
    }

    private static OperationStatus ReadText(ref AmfCursor cursor, AmfContext context, bool longForm, Func<string, AmfValue> make, out AmfValue value)
    {
        value = AmfUndefined.Instance;
        uint lengthBytes;
        if (longForm)
        {
            if (!cursor.TakeUInt32(out lengthBytes))
            {
                return OperationStatus.NeedMoreData;
            }
        }
        else if (cursor.TakeUInt16(out var shortBytes))
        {
            lengthBytes = shortBytes;
        }
        else
        {
            return OperationStatus.NeedMoreData;
        }

        var status = cursor.TakeText(lengthBytes, context.Limits, out var text);
        value = make(text);
        return status;
    }

    private static OperationStatus ReadDate(ref AmfCursor cursor, ref AmfValue value)
    {
        if (!cursor.TakeDouble(out var milliseconds) || !cursor.TakeUInt16(out _))
        {
            return OperationStatus.NeedMoreData;
        }

        value = new AmfDate(milliseconds);
        return OperationStatus.Done;
    }

    private static OperationStatus ReadObject(ref AmfCursor cursor, AmfContext context, int depth, bool typed, ref AmfValue value)
    {
        var className = "";
        var complex = context.Open(version3: false, depth);
        if (typed && ReadName(ref cursor, context, out className) is var named and not OperationStatus.Done)
        {
            return named;
        }

        var members = new List<AmfMember>();
        var status = ReadMembers(ref cursor, context, depth, members);
        if (status is OperationStatus.Done)
        {
            value = new AmfObject([.. members]) { ClassName = className };
            context.Close(complex, value);
        }

        return status;
    }

    private static OperationStatus ReadEcmaArray(ref AmfCursor cursor, AmfContext context, int depth, ref AmfValue value)
    {
        var complex = context.Open(version3: false, depth);

        // The count is a hint that encoders get wrong: the end marker decides.
        if (!cursor.TakeUInt32(out _))
        {
            return OperationStatus.NeedMoreData;
        }

        var members = new List<AmfMember>();
        var status = ReadMembers(ref cursor, context, depth, members);
        if (status is OperationStatus.Done)
        {
            value = new AmfEcmaArray([.. members]);
            context.Close(complex, value);
        }

        return status;
    }

    private static OperationStatus ReadStrictArray(ref AmfCursor cursor, AmfContext context, int depth, ref AmfValue value)
    {
        var complex = context.Open(version3: false, depth);
        if (!cursor.TakeUInt32(out var count))
        {
            return OperationStatus.NeedMoreData;
        }

        if (count > context.Limits.MaximumValues)
        {
            return OperationStatus.InvalidData;
        }

        var items = new List<AmfValue>();
        for (var index = 0; index < count; index++)
        {
            if (Read(ref cursor, context, depth + 1, out var item) is var status and not OperationStatus.Done)
            {
                return status;
            }

            items.Add(item);
        }

        value = new AmfStrictArray([.. items]);
        context.Close(complex, value);
        return OperationStatus.Done;
    }

    private static OperationStatus ReadMembers(ref AmfCursor cursor, AmfContext context, int depth, List<AmfMember> members)
    {
        while (true)
        {
            if (ReadName(ref cursor, context, out var name) is var named and not OperationStatus.Done)
            {
                return named;
            }

            if (!cursor.Peek(out var marker))
            {
                return OperationStatus.NeedMoreData;
            }

            if (name.Length == 0 && (Amf0Marker)marker is Amf0Marker.ObjectEnd)
            {
                cursor.TakeByte(out _);
                return OperationStatus.Done;
            }

            if (Read(ref cursor, context, depth + 1, out var value) is var status and not OperationStatus.Done)
            {
                return status;
            }

            members.Add(new AmfMember(name, value));
        }
    }

    private static OperationStatus ReadName(ref AmfCursor cursor, AmfContext context, out string name)
    {
        name = "";
        return cursor.TakeUInt16(out var lengthBytes)
            ? cursor.TakeText(lengthBytes, context.Limits, out name)
            : OperationStatus.NeedMoreData;
    }
}
