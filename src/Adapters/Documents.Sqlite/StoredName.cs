using System.Text;

namespace Headwater.Documents.Sqlite;

/// <summary>Names as bytes whose order is that of UTF-16 code units: UTF-16 big-endian.</summary>
internal static class StoredName
{
    /// <summary>The bytes of a name; also of one that is not well-formed UTF-16.</summary>
    public static byte[] Write(string name)
    {
        var bytes = new byte[name.Length * 2];
        for (var index = 0; index < name.Length; index++)
        {
            bytes[index * 2] = (byte)(name[index] >> 8);
            bytes[(index * 2) + 1] = (byte)name[index];
        }

        return bytes;
    }

    /// <summary>The name that those bytes are.</summary>
    public static string Read(byte[] bytes)
    {
        var name = new StringBuilder(bytes.Length / 2);
        for (var index = 0; index + 1 < bytes.Length; index += 2)
        {
            name.Append((char)((bytes[index] << 8) | bytes[index + 1]));
        }

        return name.ToString();
    }

    /// <summary>The first bytes behind everything that begins with a prefix; null when nothing is behind.</summary>
    public static byte[]? EndOf(byte[] prefix)
    {
        var last = prefix.AsSpan().LastIndexOfAnyExcept((byte)0xFF);
        if (last < 0)
        {
            return null;
        }

        var end = prefix[..(last + 1)];
        end[last]++;
        return end;
    }
}
