using System.Security.Cryptography;
using System.Text;

namespace Headwater.Aws.Services.Iam;

/// <summary>Ids as AWS writes them: four letters that say of what, then base32.</summary>
internal static class IamId
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    // The account's number stands in the second to forty-first bit of a key's first six bytes.
    private const long AccountMask = 0x7FFF_FFFF_FF80;
    private const int AccountShift = 7;

    /// <summary>A new id of 21 letters.</summary>
    /// <param name="prefix">Such as <c>AROA</c>.</param>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, 17);

    /// <summary>Always the same id for the same text.</summary>
    public static string Of(string prefix, string text) =>
        prefix + string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(text)).Take(17).Select(value => Alphabet[value & 31]));

    /// <summary>A new access key id of 20 letters, in which the account is written as AWS does.</summary>
    /// <param name="prefix"><c>AKIA</c> or <c>ASIA</c>.</param>
    /// <param name="account">Twelve digits.</param>
    public static string NewAccessKey(string prefix, string account)
    {
        var bytes = RandomNumberGenerator.GetBytes(10);
        var head = (ReadHead(bytes) & ~AccountMask) | (long.Parse(account, System.Globalization.CultureInfo.InvariantCulture) << AccountShift);
        for (var index = 0; index < 6; index++)
        {
            bytes[index] = (byte)(head >> (8 * (5 - index)));
        }

        return prefix + Write(bytes);
    }

    /// <summary>The account of an access key; null when it is none.</summary>
    public static string? AccountOf(string accessKeyId)
    {
        if (accessKeyId.Length != 20 || accessKeyId[4..].Any(sign => !Alphabet.Contains(sign, StringComparison.Ordinal)))
        {
            return null;
        }

        var account = (ReadHead(Read(accessKeyId[4..])) & AccountMask) >> AccountShift;
        return account < 1_000_000_000_000 ? $"{account:D12}" : null;
    }

    /// <summary>A new secret of 40 letters.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(SecretAlphabet, 40);

    private static long ReadHead(byte[] bytes) => bytes.Take(6).Aggregate(0L, (value, next) => (value << 8) | next);

    private static string Write(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            text.Append(Alphabet[Enumerable.Range(bit, 5).Aggregate(0, (value, at) => (value << 1) | ((bytes[at / 8] >> (7 - (at % 8))) & 1))]);
        }

        return text.ToString();
    }

    private static byte[] Read(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var value = Alphabet.IndexOf(text[bit / 5], StringComparison.Ordinal);
            bytes[bit / 8] |= (byte)(((value >> (4 - (bit % 5))) & 1) << (7 - (bit % 8)));
        }

        return bytes;
    }
}
