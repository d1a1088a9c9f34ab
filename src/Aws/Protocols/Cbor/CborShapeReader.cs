using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Cbor;

/// <summary>CBOR of the wire to canonical values. Specification: Smithy RPC v2 CBOR, shape serialization.</summary>
internal static class CborShapeReader
{
    /// <summary>Reads one body.</summary>
    /// <exception cref="Calls.AwsException">It is no CBOR, or a value is not of the kind the model says.</exception>
    public static JsonObject Read(Shape shape, ReadOnlySpan<byte> body)
    {
        var cursor = new CborCursor(body);
        var result = ReadStructure(shape, ref cursor, "", 1);
        return cursor.IsAtEnd ? result : throw CborCursor.Broken();
    }

    private static JsonObject ReadStructure(Shape shape, ref CborCursor cursor, string path, int depth)
    {
        var result = new JsonObject();
        var map = Begin(ref cursor, CborMajor.Map, path.Length == 0 ? "the body" : path, "an object", depth);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (map.Next(ref cursor))
        {
            var name = ReadKey(ref cursor);
            if (!seen.Add(name))
            {
                throw WireFault.Malformed($"{name} stands more than once.");
            }

            if (shape.FindByWireName(name) is not { } member)
            {
                Skip(ref cursor, depth + 1);
            }
            else if (Read(member, ref cursor, path.Length == 0 ? member.Name : $"{path}.{member.Name}", depth + 1) is { } value)
            {
                result[member.Name] = value;
            }
        }

        return result;
    }

    private static JsonNode? Read(Member member, ref CborCursor cursor, string path, int depth) => member.Shape.Kind switch
    {
        _ when TryReadNull(ref cursor) => null,
        ShapeKind.Structure => ReadStructure(member.Shape, ref cursor, path, depth),
        ShapeKind.List => ReadList(member.Shape, ref cursor, path, depth),
        ShapeKind.Map => ReadMap(member.Shape, ref cursor, path, depth),
        _ => CborSingle.Read(member.Shape.Kind, ref cursor, path),
    };

    private static JsonArray ReadList(Shape shape, ref CborCursor cursor, string path, int depth)
    {
        var list = new JsonArray();
        var items = Begin(ref cursor, CborMajor.Array, path, "a list", depth);
        while (items.Next(ref cursor))
        {
            list.Add(Read(shape.Element!, ref cursor, $"{path}[{list.Count}]", depth + 1));
        }

        return list;
    }

    private static JsonObject ReadMap(Shape shape, ref CborCursor cursor, string path, int depth)
    {
        var result = new JsonObject();
        var map = Begin(ref cursor, CborMajor.Map, path, "a map", depth);
        while (map.Next(ref cursor))
        {
            var name = ReadKey(ref cursor);
            if (!result.TryAdd(name, Read(shape.Value!, ref cursor, $"{path}.{name}", depth + 1)))
            {
                throw WireFault.Malformed($"{name} stands more than once.");
            }
        }

        return result;
    }

    private static CborItems Begin(ref CborCursor cursor, CborMajor major, string path, string expected, int depth)
    {
        if (depth > WireFault.MaxDepth)
        {
            throw WireFault.TooDeep();
        }

        return cursor.ReadHead(out var count, out var info) == major ? new CborItems(info == 31 ? null : count) : throw WireFault.WrongKind(path, expected);
    }

    private static bool TryReadNull(ref CborCursor cursor)
    {
        var ahead = cursor;
        if (ahead.Peek() != CborMajor.Simple || ahead.ReadHead(out var value, out var info) != CborMajor.Simple || info > 24 || value is not (22 or 23))
        {
            return false;
        }

        cursor = ahead;
        return true;
    }

    private static string ReadKey(ref CborCursor cursor) =>
        cursor.ReadHead(out var length, out var info) == CborMajor.Text ? cursor.ReadText(length, info) : throw CborCursor.Broken();

    private static void Skip(ref CborCursor cursor, int depth)
    {
        if (depth > WireFault.MaxDepth)
        {
            throw WireFault.TooDeep();
        }

        var major = cursor.ReadHead(out var argument, out var info);
        switch (major)
        {
            case CborMajor.Bytes or CborMajor.Text:
                cursor.ReadString(major, argument, info);
                break;
            case CborMajor.Tag:
                Skip(ref cursor, depth + 1);
                break;
            case CborMajor.Array or CborMajor.Map:
                var items = new CborItems(info == 31 ? null : argument);
                while (items.Next(ref cursor))
                {
                    Skip(ref cursor, depth + 1);
                    if (major == CborMajor.Map)
                    {
                        Skip(ref cursor, depth + 1);
                    }
                }

                break;
        }
    }
}
