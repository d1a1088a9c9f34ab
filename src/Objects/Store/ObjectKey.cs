using System.Text;

namespace Headwater.Objects.Store;

/// <summary>Keys as ids of documents: in the order of their UTF-8 bytes, and with room for a version behind them.</summary>
/// <remarks>
/// One character for each byte. U+0001 ends a key, so that a key sorts before those it begins; bytes up to 2 are written as U+0002 and
/// their value and one, which keeps the order.
/// </remarks>
internal static class ObjectKey
{
    /// <summary>Longest key, in bytes of UTF-8.</summary>
    public const int LongestBytes = 1024;

    /// <summary>Ends the key in an id.</summary>
    public const char End = '\u0001';

    /// <summary>Behind every id that begins with what stands before it.</summary>
    public const char Last = '\u0100';

    private static readonly UTF8Encoding s_strict = new(false, true);

    /// <summary>Why the text is no key, or null.</summary>
    public static Refusal? Fault(string key)
    {
        try
        {
            var length = s_strict.GetByteCount(key);
            return length == 0 ? new Refusal.BadKey() : length > LongestBytes ? new Refusal.KeyTooLong(length) : null;
        }
        catch (EncoderFallbackException)
        {
            return new Refusal.BadKey();
        }
    }

    /// <summary>A key, or the beginning of one, as an id begins with it.</summary>
    public static string Encode(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (value <= 2)
            {
                text.Append('\u0002').Append((char)(value + 1));
            }
            else
            {
                text.Append((char)value);
            }
        }

        return text.ToString();
    }
}
