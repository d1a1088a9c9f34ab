using System.Security.Cryptography;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Protocols.Bodies;

/// <summary>A payload whose promises are checked while it is read: length and checksums. Its end is reached only when all hold.</summary>
internal sealed class VerifiedStream : ReadOnlyStream
{
    private readonly Stream _payload;
    private readonly AwsChunkedStream? _chunks;
    private readonly Dictionary<string, string> _headers;
    private readonly long? _length;
    private readonly (ExpectedChecksum Expected, Checksum Actual)[] _checks;
    private long _read;
    private bool _ended;

    /// <summary>A payload.</summary>
    /// <param name="payload">Decoded bytes; owned from now on.</param>
    /// <param name="expected">What is promised.</param>
    /// <param name="length">Bytes that are promised, or null.</param>
    /// <param name="headers">The request's headers; trailing checksums are added when all promises were kept.</param>
    public VerifiedStream(Stream payload, IEnumerable<ExpectedChecksum> expected, long? length, Dictionary<string, string> headers)
    {
        (_payload, _chunks, _length, _headers) = (payload, payload as AwsChunkedStream, length, headers);
        _checks = [.. expected.Select(item => (item, Checksum.Create(item.Algorithm))).Where(check => check.Item2 is not null)!];
    }

    /// <inheritdoc/>
    /// <exception cref="AwsException">A promise is not kept.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }

        var count = await _payload.ReadAsync(buffer, cancellationToken);
        _read += count;
        if (count == 0)
        {
            CheckEnd();
            _ended = true;
            return 0;
        }

        if (_read > _length)
        {
            throw Incomplete();
        }

        foreach (var (_, actual) in _checks)
        {
            actual.Append(buffer.Span[..count]);
        }

        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _payload.Dispose();
            foreach (var (_, actual) in _checks)
            {
                actual.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        if (_length is { } length && _read != length)
        {
            throw Incomplete();
        }

        foreach (var (expected, actual) in _checks)
        {
            var value = expected.Value ?? ExpectedChecksum.Decode(
                _chunks?.Trailers.GetValueOrDefault(expected.Header) ?? throw new AwsException("MalformedTrailerError", "The request contained trailing data that was not well-formed.") { Status = 400 }, expected.Header);
            if (!CryptographicOperations.FixedTimeEquals(value, actual.Finish()))
            {
                throw expected.Mismatch();
            }
        }

        KeepTrailers();
    }

    private void KeepTrailers()
    {
        foreach (var (name, value) in _chunks?.Trailers ?? new Dictionary<string, string>())
        {
            if (name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase))
            {
                _headers.TryAdd(name, value);
            }
        }
    }

    private static AwsException Incomplete() => new("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.") { Status = 400 };
}
