using System.Buffers.Binary;
using System.Numerics;

namespace Headwater.Log.Layout;

/// <summary>The Castagnoli checksum. Specification: RFC 3720, 12.1 and B.4.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of <paramref name="source"/>.</summary>
    public static uint Compute(ReadOnlySpan<byte> source) => ~Append(uint.MaxValue, source);

    /// <summary>Goes on with a checksum: start with all bits set, invert the last.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> source)
    {
        while (source.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(source));
            source = source[sizeof(ulong)..];
        }

        foreach (var octet in source)
        {
            state = BitOperations.Crc32C(state, octet);
        }

        return state;
    }
}
