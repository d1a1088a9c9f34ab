using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Headwater.Aws.Calls;
using Headwater.Aws.Protocols.Signing;

namespace Headwater.Aws.Protocols.Bodies;

/// <summary>Decodes a payload of <c>aws-chunked</c> encoding; the signature of each chunk is verified before the next one is read.</summary>
/// <remarks>
/// <code>
/// size in hex [;chunk-signature=…] CRLF, data, CRLF     … again and again …
/// 0 [;chunk-signature=…] CRLF
/// [name:value CRLF …] [x-amz-trailer-signature:… CRLF]
/// CRLF
/// </code>
/// Specification: Amazon S3, Signature Version 4, transferring payload in multiple chunks.
/// </remarks>
internal sealed class AwsChunkedStream : ReadOnlyStream
{
    private const int MaxLine = 4096;
    private const int MaxTrailers = 16;
    private const string SignatureTrailer = "x-amz-trailer-signature";

    private readonly PipeReader _reader;
    private readonly ChunkSigner? _signer;
    private readonly bool _hasTrailer;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    private string? _signature;
    private long _left;
    private bool _isInside;
    private bool _ended;

    /// <summary>A payload.</summary>
    /// <param name="payload">The encoded bytes; owned from now on.</param>
    /// <param name="signer">Verifies chunks, or null when they are not signed.</param>
    /// <param name="hasTrailer">Whether trailing headers follow.</param>
    public AwsChunkedStream(Stream payload, ChunkSigner? signer, bool hasTrailer)
    {
        _reader = PipeReader.Create(payload, new StreamPipeReaderOptions(bufferSize: 65_536));
        (_signer, _hasTrailer) = (signer, hasTrailer);
    }

    /// <summary>Trailing headers by any case; complete when the end was read.</summary>
    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    /// <inheritdoc/>
    /// <exception cref="AwsException">The encoding is broken, or a signature is wrong.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (!_ended && _left == 0)
        {
            await NextChunkAsync(cancellationToken);
        }

        if (_ended)
        {
            return 0;
        }

        var count = await ReadDataAsync(buffer, cancellationToken);
        _left -= count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Complete();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private static AwsException Broken() => new("InvalidChunkSizeError", "The chunks of the payload are not well-formed.") { Status = 400 };

    private async ValueTask NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_isInside)
        {
            if ((await ReadLineAsync(cancellationToken)).Length != 0)
            {
                throw Broken();
            }

            VerifyChunk();
        }

        ReadHeader(await ReadLineAsync(cancellationToken));
        _isInside = true;
        if (_left == 0)
        {
            VerifyChunk();
            await ReadTrailersAsync(cancellationToken);
            _ended = true;
        }
    }

    private void ReadHeader(string line)
    {
        var parts = line.Split(';', 2);
        if (!long.TryParse(parts[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
        {
            throw Broken();
        }

        _signature = parts.Length == 2 && parts[1].Trim().Split('=', 2) is ["chunk-signature", var signature] ? signature : null;
    }

    private void VerifyChunk()
    {
        if (_signer is not null && (_signature is null || !_signer.VerifyChunk(_hash.GetHashAndReset(), _signature)))
        {
            throw SecurityWords.S3.Refuse(SecurityFault.WrongSignature, "The signature of a chunk does not match what we calculated.");
        }
    }

    private async ValueTask ReadTrailersAsync(CancellationToken cancellationToken)
    {
        var signed = new StringBuilder();
        string? signature = null;
        while (await ReadLineAsync(cancellationToken, mayEnd: true) is { Length: > 0 } line)
        {
            if (line.Split(':', 2) is not [var name, var value] || _trailers.Count == MaxTrailers)
            {
                throw Broken();
            }

            if (name.Trim().Equals(SignatureTrailer, StringComparison.OrdinalIgnoreCase))
            {
                signature = value.Trim();
                continue;
            }

            _trailers[name.Trim()] = value.Trim();
            signed.Append(name.Trim().ToLowerInvariant()).Append(':').Append(value.Trim()).Append('\n');
        }

        if (_hasTrailer && _signer is not null && (signature is null || !_signer.VerifyTrailer(signed.ToString(), signature)))
        {
            throw SecurityWords.S3.Refuse(SecurityFault.WrongSignature, "The signature of the trailer does not match what we calculated.");
        }
    }

    private async ValueTask<int> ReadDataAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await _reader.ReadAsync(cancellationToken);
        if (result.Buffer.IsEmpty)
        {
            throw Broken();
        }

        var data = result.Buffer.First[..(int)Math.Min(Math.Min(result.Buffer.First.Length, buffer.Length), _left)];
        data.CopyTo(buffer);
        if (_signer is not null)
        {
            _hash.AppendData(data.Span);
        }

        _reader.AdvanceTo(result.Buffer.GetPosition(data.Length));
        return data.Length;
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken, bool mayEnd = false)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(result.Buffer.Slice(0, end));
                _reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line.TrimEnd('\r');
            }

            // Interop: some clients leave the last line of the trailer without its end.
            if (result.IsCompleted && mayEnd)
            {
                var rest = Encoding.ASCII.GetString(result.Buffer.Slice(0, Math.Min(MaxLine, result.Buffer.Length)));
                _reader.AdvanceTo(result.Buffer.End);
                return rest.TrimEnd('\r');
            }

            if (result.IsCompleted || result.Buffer.Length > MaxLine)
            {
                throw Broken();
            }

            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
