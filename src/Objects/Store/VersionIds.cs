using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Headwater.Objects.Store;

/// <summary>Version ids: 32 characters that hold the version's sequence, so that a version is found without looking through the key's others.</summary>
internal static class VersionIds
{
    private const int LengthBytes = 24;

    /// <summary>A new id.</summary>
    public static string Create(long sequence)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        RandomNumberGenerator.Fill(bytes[..16]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], sequence ^ BinaryPrimitives.ReadInt64BigEndian(bytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The sequence in an id; null when the text is none.</summary>
    public static long? SequenceOf(string versionId)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        return versionId.Length == 32 && Base64Url.IsValid(versionId) && Base64Url.TryDecodeFromChars(versionId, bytes, out var length) && length == LengthBytes
            ? BinaryPrimitives.ReadInt64BigEndian(bytes[16..]) ^ BinaryPrimitives.ReadInt64BigEndian(bytes)
            : null;
    }

    /// <summary>Id of a version's document: a key's newest comes first.</summary>
    public static string DocumentId(string key, long sequence) =>
        ObjectKey.Encode(key) + ObjectKey.End + (long.MaxValue - sequence).ToString("x16", CultureInfo.InvariantCulture);
}
