using System.Globalization;

namespace Headwater.Aws.Services.S3;

/// <summary>A range of a representation's bytes.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Count">How many; more than zero.</param>
internal readonly record struct ByteRange(long Offset, long Count)
{
    /// <summary>Reads a Range header. Several ranges, or what is none, mean the whole.</summary>
    /// <remarks>Specification: RFC 9110, 14.1.2.</remarks>
    /// <returns>Null for the whole; a range without bytes when none of the bytes asked for exist.</returns>
    public static ByteRange? Read(string? header, long sizeBytes)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) || header["bytes=".Length..].Trim().Split('-') is not [var first, var last])
        {
            return null;
        }

        var from = Number(first);
        var to = Number(last);
        if ((first.Length > 0 && from is null) || (last.Length > 0 && to is null) || (from is null && to is null) || to < from)
        {
            return null;
        }

        return from is { } start
            ? new ByteRange(start, Math.Max(0, Math.Min(to ?? long.MaxValue, sizeBytes - 1) - start + 1))
            : new ByteRange(sizeBytes - Math.Min(to!.Value, sizeBytes), Math.Min(to.Value, sizeBytes));
    }

    /// <summary>The Content-Range header for a representation of that size.</summary>
    public string ContentRange(long sizeBytes) => $"bytes {Offset}-{Offset + Count - 1}/{sizeBytes}";

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
