using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Brings payloads into the store, a piece at a time.</summary>
internal static class Payloads
{
    /// <summary>Largest payload of one request.</summary>
    public const long MostBytes = 5L << 30;

    private const int PieceBytes = 128 << 10;

    /// <summary>Stores the call's payload and completes the writer.</summary>
    public static ValueTask<T> StoreAsync<T>(CommitStream<T> writer, CallContext context)
        where T : class =>
        StoreAsync(writer, context.Body ?? Stream.Null, context.Body is null ? 0 : context.BodyBytes, context.CancellationToken);

    /// <summary>Stores bytes and completes the writer.</summary>
    /// <param name="writer">Takes them.</param>
    /// <param name="source">Gives them.</param>
    /// <param name="lengthBytes">How many there must be; null when nobody knows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<T> StoreAsync<T>(CommitStream<T> writer, Stream source, long? lengthBytes, CancellationToken cancellationToken)
        where T : class
    {
        if (lengthBytes > MostBytes)
        {
            throw TooLarge(lengthBytes.Value);
        }

        try
        {
            await source.CopyToAsync(new Bounded<T>(writer), PieceBytes, cancellationToken);
        }
        catch (StoreFullException)
        {
            throw S3Error.NoRoom();
        }

        return lengthBytes is { } expected && expected != writer.Length
            ? throw S3Error.Of("IncompleteBody", 400, "You did not provide the number of bytes specified by the Content-Length HTTP header.")
            : (await writer.CompleteAsync(cancellationToken)).Accepted();
    }

    /// <summary>The Content-MD5 of a request, in base64; null for none.</summary>
    public static string? Md5Of(JsonObject request)
    {
        if (request.Text("ContentMD5") is not { } md5)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[32];
        return Convert.TryFromBase64String(md5, bytes, out var length) && length == 16
            ? Convert.ToBase64String(bytes[..16])
            : throw S3Error.Of("InvalidDigest", 400, "The Content-MD5 you specified is not valid.");
    }

    private static AwsException TooLarge(long lengthBytes) => new("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    {
        Status = 400,
        Members = new JsonObject { ["ProposedSize"] = lengthBytes, ["MaxSizeAllowed"] = MostBytes },
    };

    // A payload of unknown length is measured while it arrives.
    private sealed class Bounded<T>(CommitStream<T> writer) : Stream
        where T : class
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => writer.Length;

        public override long Position
        {
            get => writer.Length;
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            writer.Length + buffer.Length > MostBytes ? throw TooLarge(writer.Length + buffer.Length) : writer.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => writer.Write(buffer, offset, count);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
