using System.Globalization;
using Headwater.Aws.Calls;
using Headwater.Aws.Protocols.Signing;

namespace Headwater.Aws.Protocols.Bodies;

/// <summary>A payload of S3 as a stream of what is meant: chunks decoded, and everything that the request promises of it verified.</summary>
internal static class S3Body
{
    /// <summary>Opens a payload.</summary>
    /// <param name="body">As sent; owned from now on.</param>
    /// <param name="announced">Length as sent, or null.</param>
    /// <param name="request">The request.</param>
    /// <param name="headers">Its headers, to which trailing checksums are added.</param>
    /// <param name="chunks">Verifies signed chunks, or null.</param>
    /// <param name="length">The meant length, or null when it is not said.</param>
    /// <exception cref="AwsException">A promise is not readable.</exception>
    public static Stream Open(Stream body, long? announced, WireRequest request, Dictionary<string, string> headers, ChunkSigner? chunks, out long? length)
    {
        var expected = ExpectedChecksum.ReadAll(request);
        var form = request.Header(PayloadHash.Header);
        if (!PayloadHash.IsStreaming(form) && !IsChunked(request))
        {
            length = announced;
            return new VerifiedStream(body, expected, length, headers);
        }

        length = DecodedLength(request);
        return new VerifiedStream(new AwsChunkedStream(body, chunks, form == PayloadHash.SignedChunksAndTrailer), expected, length, headers);
    }

    private static bool IsChunked(WireRequest request) =>
        request.Header("Content-Encoding")?.Split(',', StringSplitOptions.TrimEntries).Contains("aws-chunked", StringComparer.OrdinalIgnoreCase) == true;

    private static long? DecodedLength(WireRequest request)
    {
        if (request.Header("x-amz-decoded-content-length") is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new AwsException("InvalidArgument", "x-amz-decoded-content-length must be a number of bytes.") { Status = 400 };
    }
}
