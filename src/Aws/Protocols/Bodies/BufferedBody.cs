using System.Buffers;
using System.IO.Compression;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Protocols.Bodies;

/// <summary>Reads whole bodies within a bound.</summary>
internal static class BufferedBody
{
    /// <summary>Largest body that is held in memory, as sent and decompressed: 20 MiB.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="body">What to read.</param>
    /// <param name="announced">Its length when the client says it, or null.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="AwsException">It is larger than <see cref="MaxBytes"/>.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream body, long? announced, CancellationToken cancellationToken)
    {
        if (announced > MaxBytes)
        {
            throw TooLarge();
        }

        var buffer = new ArrayBufferWriter<byte>((int)Math.Min(announced ?? 4096, 65_536) + 1);
        while (await body.ReadAsync(buffer.GetMemory(1), cancellationToken) is var count and > 0)
        {
            buffer.Advance(count);
            if (buffer.WrittenCount > MaxBytes)
            {
                throw TooLarge();
            }
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Decompresses a body of gzip.</summary>
    /// <exception cref="AwsException">It is not gzip, or larger than <see cref="MaxBytes"/> when decompressed.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> DecompressAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await using var gzip = new GZipStream(new MemoryStream(body.ToArray(), writable: false), CompressionMode.Decompress);
            return await ReadAsync(gzip, null, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw WireFault.Malformed("The body is not gzip, as Content-Encoding says.");
        }
    }

    private static AwsException TooLarge() => new("RequestEntityTooLarge", $"The request body is larger than {MaxBytes} bytes.") { Status = 413 };
}
