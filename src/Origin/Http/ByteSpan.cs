using System.Globalization;

namespace Headwater.Origin.Http;

/// <summary>The bytes of an object that are sent.</summary>
/// <param name="First">The first byte.</param>
/// <param name="Length">How many.</param>
/// <param name="Partial">Whether a range was asked for, so that the answer says which.</param>
internal readonly record struct ByteSpan(long First, long Length, bool Partial)
{
    private const string Unit = "bytes=";

    /// <summary>All bytes.</summary>
    public static ByteSpan Whole(long length) => new(0, length, Partial: false);

    /// <summary>Reads a Range field. Specification: RFC 9110, 14.1.2 and 14.2: what is malformed, of another unit or several ranges asks for nothing.</summary>
    /// <param name="range">The field's value, or null.</param>
    /// <param name="length">Length of the object.</param>
    /// <returns>Null when the range holds no byte of the object.</returns>
    public static ByteSpan? Read(string? range, long length)
    {
        if (range is null || !range.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return Whole(length);
        }

        var text = range.AsSpan(Unit.Length).Trim();
        var dash = text.IndexOf('-');
        if (dash < 0 || text.Contains(','))
        {
            return Whole(length);
        }

        var (hasFirst, hasLast) = (TryRead(text[..dash], out var first), TryRead(text[(dash + 1)..], out var last));
        var open = dash == text.Length - 1;
        if (dash == 0)
        {
            return !hasLast ? Whole(length) : last == 0 || length == 0 ? null : new(Math.Max(0, length - last), Math.Min(last, length), Partial: true);
        }

        if (!hasFirst || (!open && (!hasLast || last < first)))
        {
            return Whole(length);
        }

        last = open ? length - 1 : Math.Min(last, length - 1);
        return first >= length ? null : new(first, last - first + 1, Partial: true);
    }

    // More digits than 64 bits hold lie beyond every object, which is not malformed.
    private static bool TryRead(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : long.MaxValue;
        return true;
    }
}
