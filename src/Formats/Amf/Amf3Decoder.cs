using System.Buffers;

namespace Headwater.Formats.Amf;

/// <summary>Reads version 3 values. Specification: AMF 3, 3.2 to 3.16.</summary>
internal static class Amf3Decoder
{
    public static OperationStatus Read(ref AmfCursor cursor, AmfContext context, int depth, out AmfValue value)
    {
        value = AmfUndefined.Instance;
        if (!cursor.TakeByte(out var marker))
        {
            return OperationStatus.NeedMoreData;
        }

        if (!context.Enter(depth))
        {
            return OperationStatus.InvalidData;
        }

        switch ((Amf3Marker)marker)
        {
            case Amf3Marker.Undefined:
                return OperationStatus.Done;
            case Amf3Marker.Null:
                value = AmfNull.Instance;
                return OperationStatus.Done;
            case Amf3Marker.False or Amf3Marker.True:
                value = new AmfBoolean((Amf3Marker)marker is Amf3Marker.True);
                return OperationStatus.Done;
            case Amf3Marker.Integer:
                var had = cursor.TakeUInt29(out var bits);
                value = new AmfNumber((int)(bits << 3) >> 3);
                return had ? OperationStatus.Done : OperationStatus.NeedMoreData;
            case Amf3Marker.Double:
                had = cursor.TakeDouble(out var number);
                value = new AmfNumber(number);
                return had ? OperationStatus.Done : OperationStatus.NeedMoreData;
            case Amf3Marker.String:
                var status = ReadText(ref cursor, context, out var text);
                value = new AmfString(text);
                return status;
            case >= Amf3Marker.XmlDocument and <= Amf3Marker.Dictionary:
                return ReadComplex(ref cursor, context, depth, (Amf3Marker)marker, ref value);
            default:
                return OperationStatus.InvalidData;
        }
    }

    /// <summary>Everything that has a place in the table of references: a reference, or the value itself.</summary>
    private static OperationStatus ReadComplex(ref AmfCursor cursor, AmfContext context, int depth, Amf3Marker marker, ref AmfValue value)
    {
        if (!cursor.TakeUInt29(out var header))
        {
            return OperationStatus.NeedMoreData;
        }

        if ((header & 1) == 0)
        {
            var found = context.Resolve(version3: true, header >> 1, depth);
            value = found ?? value;
            return found is null ? OperationStatus.InvalidData : OperationStatus.Done;
        }

        var complex = context.Open(version3: true, depth);
        var status = marker switch
        {
            Amf3Marker.XmlDocument or Amf3Marker.Xml => ReadXml(ref cursor, context, header >> 1, ref value),
            Amf3Marker.Date => ReadDate(ref cursor, ref value),
            Amf3Marker.Array => ReadArray(ref cursor, context, depth, header >> 1, ref value),
            Amf3Marker.Object => ReadObject(ref cursor, context, depth, header, ref value),
            Amf3Marker.ByteArray => ReadBytes(ref cursor, context, header >> 1, ref value),
            Amf3Marker.Dictionary => ReadDictionary(ref cursor, context, depth, header >> 1, ref value),
            _ => ReadVector(ref cursor, context, depth, marker, header >> 1, ref value),
        };
        if (status is OperationStatus.Done)
        {
            context.Close(complex, value);
        }

        return status;
    }

    private static OperationStatus ReadText(ref AmfCursor cursor, AmfContext context, out string text)
    {
        text = "";
        if (!cursor.TakeUInt29(out var header))
        {
            return OperationStatus.NeedMoreData;
        }

        if ((header & 1) == 0)
        {
            var index = (int)(header >> 1);
            text = index < context.Strings.Count ? context.Strings[index] : "";
            return index < context.Strings.Count ? OperationStatus.Done : OperationStatus.InvalidData;
        }

        var status = cursor.TakeText(header >> 1, context.Limits, out text);
        if (status is OperationStatus.Done && text.Length > 0)
        {
            context.Strings.Add(text);
        }

        return status;
    }

    private static OperationStatus ReadXml(ref AmfCursor cursor, AmfContext context, uint lengthBytes, ref AmfValue value)
    {
        var status = cursor.TakeText(lengthBytes, context.Limits, out var text);
        value = new AmfXml(text);
        return status;
    }

    private static OperationStatus ReadDate(ref AmfCursor cursor, ref AmfValue value)
    {
        var had = cursor.TakeDouble(out var milliseconds);
        value = new AmfDate(milliseconds);
        return had ? OperationStatus.Done : OperationStatus.NeedMoreData;
    }

    private static OperationStatus ReadBytes(ref AmfCursor cursor, AmfContext context, uint lengthBytes, ref AmfValue value)
    {
        if (lengthBytes > context.Limits.MaximumStringBytes)
        {
            return OperationStatus.InvalidData;
        }

        if (!cursor.Take((int)lengthBytes, out var taken))
        {
            return OperationStatus.NeedMoreData;
        }

        value = new AmfBytes([.. taken]);
        return OperationStatus.Done;
    }

    private static OperationStatus ReadArray(ref AmfCursor cursor, AmfContext context, int depth, uint count, ref AmfValue value)
    {
        var members = new List<AmfMember>();
        if (ReadDynamicMembers(ref cursor, context, depth, members) is var named and not OperationStatus.Done)
        {
            return named;
        }

        var items = new List<AmfValue>();
        if (ReadItems(ref cursor, context, depth, count, items) is var dense and not OperationStatus.Done)
        {
            return dense;
        }

        value = members.Count == 0
            ? new AmfStrictArray([.. items])
            : new AmfEcmaArray([.. items.Select((item, index) => new AmfMember(index.ToString(), item)), .. members]);
        return OperationStatus.Done;
    }

    private static OperationStatus ReadObject(ref AmfCursor cursor, AmfContext context, int depth, uint header, ref AmfValue value)
    {
        if (ReadTraits(ref cursor, context, header, out var traits) is var shaped and not OperationStatus.Done)
        {
            return shaped;
        }

        var members = new List<AmfMember>();
        foreach (var name in traits!.SealedNames)
        {
            if (Read(ref cursor, context, depth + 1, out var member) is var status and not OperationStatus.Done)
            {
                return status;
            }

            members.Add(new AmfMember(name, member));
        }

        if (traits.Dynamic && ReadDynamicMembers(ref cursor, context, depth, members) is var dynamic and not OperationStatus.Done)
        {
            return dynamic;
        }

        value = new AmfObject([.. members]) { ClassName = traits.ClassName };
        return OperationStatus.Done;
    }

    private static OperationStatus ReadTraits(ref AmfCursor cursor, AmfContext context, uint header, out Amf3Traits? traits)
    {
        traits = null;
        if ((header & 2) == 0)
        {
            var index = (int)(header >> 2);
            traits = index < context.Traits.Count ? context.Traits[index] : null;
            return traits is null ? OperationStatus.InvalidData : OperationStatus.Done;
        }

        var externalizable = (header & 4) != 0;
        if (externalizable || !context.Charge((int)(header >> 4)))
        {
            return OperationStatus.InvalidData;
        }

        if (ReadText(ref cursor, context, out var className) is var named and not OperationStatus.Done)
        {
            return named;
        }

        var names = new List<string>();
        for (var count = header >> 4; count > 0; count--)
        {
            if (ReadText(ref cursor, context, out var name) is var status and not OperationStatus.Done)
            {
                return status;
            }

            names.Add(name);
        }

        traits = new Amf3Traits(className, [.. names], (header & 8) != 0);
        context.Traits.Add(traits);
        return OperationStatus.Done;
    }

    private static OperationStatus ReadDynamicMembers(ref AmfCursor cursor, AmfContext context, int depth, List<AmfMember> members)
    {
        while (true)
        {
            if (ReadText(ref cursor, context, out var name) is var named and not OperationStatus.Done)
            {
                return named;
            }

            if (name.Length == 0)
            {
                return OperationStatus.Done;
            }

            if (Read(ref cursor, context, depth + 1, out var value) is var status and not OperationStatus.Done)
            {
                return status;
            }

            members.Add(new AmfMember(name, value));
        }
    }

    private static OperationStatus ReadItems(ref AmfCursor cursor, AmfContext context, int depth, uint count, List<AmfValue> items)
    {
        if (count > context.Limits.MaximumValues)
        {
            return OperationStatus.InvalidData;
        }

        for (; count > 0; count--)
        {
            if (Read(ref cursor, context, depth + 1, out var item) is var status and not OperationStatus.Done)
            {
                return status;
            }

            items.Add(item);
        }

        return OperationStatus.Done;
    }

    private static OperationStatus ReadVector(ref AmfCursor cursor, AmfContext context, int depth, Amf3Marker marker, uint count, ref AmfValue value)
    {
        if (!cursor.TakeByte(out _))
        {
            return OperationStatus.NeedMoreData;
        }

        var items = new List<AmfValue>();
        var status = marker is Amf3Marker.VectorObject
            ? ReadObjectVector(ref cursor, context, depth, count, items)
            : ReadNumberVector(ref cursor, context, depth, marker, count, items);
        value = status is OperationStatus.Done ? new AmfStrictArray([.. items]) : value;
        return status;
    }

    private static OperationStatus ReadObjectVector(ref AmfCursor cursor, AmfContext context, int depth, uint count, List<AmfValue> items)
    {
        var status = ReadText(ref cursor, context, out _);
        return status is OperationStatus.Done ? ReadItems(ref cursor, context, depth, count, items) : status;
    }

    private static OperationStatus ReadNumberVector(ref AmfCursor cursor, AmfContext context, int depth, Amf3Marker marker, uint count, List<AmfValue> items)
    {
        if (count > context.Limits.MaximumValues || (count > 0 && !context.Enter(depth + 1)) || !context.Charge((int)count))
        {
            return OperationStatus.InvalidData;
        }

        for (; count > 0; count--)
        {
            double number;
            var had = marker is Amf3Marker.VectorDouble ? cursor.TakeDouble(out number) : TakeInteger(ref cursor, marker, out number);
            if (!had)
            {
                return OperationStatus.NeedMoreData;
            }

            items.Add(new AmfNumber(number));
        }

        return OperationStatus.Done;
    }

    private static bool TakeInteger(ref AmfCursor cursor, Amf3Marker marker, out double number)
    {
        var had = cursor.TakeUInt32(out var bits);
        number = marker is Amf3Marker.VectorInteger ? (int)bits : bits;
        return had;
    }

    private static OperationStatus ReadDictionary(ref AmfCursor cursor, AmfContext context, int depth, uint count, ref AmfValue value)
    {
        if (!cursor.TakeByte(out _))
        {
            return OperationStatus.NeedMoreData;
        }

        if (count > context.Limits.MaximumValues)
        {
            return OperationStatus.InvalidData;
        }

        var pairs = new List<AmfValue>();
        for (; count > 0; count--)
        {
            if (!context.Enter(depth + 1))
            {
                return OperationStatus.InvalidData;
            }

            var pair = new List<AmfValue>();
            if (ReadItems(ref cursor, context, depth + 1, 2, pair) is var status and not OperationStatus.Done)
            {
                return status;
            }

            pairs.Add(new AmfStrictArray([.. pair]));
        }

        value = new AmfStrictArray([.. pairs]);
        return OperationStatus.Done;
    }
}
