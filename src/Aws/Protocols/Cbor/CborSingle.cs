using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Cbor;

/// <summary>Reads single values.</summary>
internal static class CborSingle
{
    private const ulong EpochTag = 1;

    /// <summary>Reads a value of the model's kind.</summary>
    /// <exception cref="Calls.AwsException">It is of another kind.</exception>
    public static JsonNode Read(ShapeKind kind, ref CborCursor cursor, string path)
    {
        var major = cursor.ReadHead(out var argument, out var info);
        return kind switch
        {
            ShapeKind.String when major == CborMajor.Text => JsonValue.Create(cursor.ReadText(argument, info)),
            ShapeKind.Blob when major == CborMajor.Bytes => JsonValue.Create(Convert.ToBase64String(cursor.ReadString(major, argument, info))),
            ShapeKind.Boolean when major == CborMajor.Simple && info < 24 && argument is 20 or 21 => JsonValue.Create(argument == 21),
            ShapeKind.Integer when Whole(major, argument) is { } whole && whole == (int)whole => JsonValue.Create((int)whole),
            ShapeKind.Long when Whole(major, argument) is { } whole => JsonValue.Create(whole),
            ShapeKind.Float or ShapeKind.Double when Number(major, argument, info) is { } number => TextValues.Number(number),
            ShapeKind.Timestamp => Timestamp(ref cursor, major, argument, info, path),
            _ => throw WireFault.WrongKind(path, $"of kind {kind.ToString().ToLowerInvariant()}"),
        };
    }

    private static JsonValue Timestamp(ref CborCursor cursor, CborMajor major, ulong argument, int info, string path)
    {
        if (major == CborMajor.Tag && argument == EpochTag)
        {
            major = cursor.ReadHead(out argument, out info);
        }

        var text = Number(major, argument, info) is { } seconds ? Timestamps.FromSeconds(seconds) : null;
        return JsonValue.Create(text ?? throw WireFault.WrongKind(path, "a timestamp"))!;
    }

    private static long? Whole(CborMajor major, ulong argument) => major switch
    {
        CborMajor.Unsigned when argument <= long.MaxValue => (long)argument,
        CborMajor.Negative when argument <= long.MaxValue => -1 - (long)argument,
        _ => null,
    };

    private static double? Number(CborMajor major, ulong argument, int info) => (major, info) switch
    {
        (CborMajor.Unsigned, _) => argument,
        (CborMajor.Negative, _) => -1d - argument,
        (CborMajor.Simple, 25) => (double)BitConverter.UInt16BitsToHalf((ushort)argument),
        (CborMajor.Simple, 26) => BitConverter.UInt32BitsToSingle((uint)argument),
        (CborMajor.Simple, 27) => BitConverter.UInt64BitsToDouble(argument),
        _ => null,
    };
}
