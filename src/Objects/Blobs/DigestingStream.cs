using System.Security.Cryptography;
using Headwater.Objects.Digests;

namespace Headwater.Objects.Blobs;

/// <summary>Writes a file, digests what passes, and hands the finished file to whoever makes it visible.</summary>
/// <typeparam name="T">What it becomes.</typeparam>
internal sealed class DigestingStream<T> : CommitStream<T>
    where T : class
{
    private readonly BlobFile _file;
    private readonly WriteTerms _terms;
    private readonly RunningChecksum _checksum;
    private readonly RunningChecksum? _verified;
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly Func<WrittenBlob, CancellationToken, ValueTask<Answer<T>>> _commit;
    private bool _isFull;
    private bool _isCommitted;

    public DigestingStream(BlobFile file, WriteTerms terms, Func<WrittenBlob, CancellationToken, ValueTask<Answer<T>>> commit)
    {
        _file = file;
        _terms = terms;
        _commit = commit;
        _checksum = new RunningChecksum(terms.Checksum);
        _verified = terms.Verified is { } verified ? new RunningChecksum(verified.Algorithm) : null;
    }

    /// <inheritdoc/>
    public override long Length => _file.LengthBytes;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isCommitted, this);
        OnDisk(buffer, static (file, bytes) => file.Write(bytes));
        _md5.AppendData(buffer);
        _checksum.Append(buffer);
        _verified?.Append(buffer);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return default;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
        // Only completion makes anything durable; in between nobody may see it.
    }

    /// <inheritdoc/>
    public override async ValueTask<Answer<T>> CompleteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isCommitted, this);
        if (_isFull)
        {
            return new Refusal.NoRoom();
        }

        var md5 = _md5.GetHashAndReset();
        var written = new WrittenBlob(_file.Blob, _file.LengthBytes, Convert.ToHexStringLower(md5), new Checksum(_terms.Checksum, _checksum.Finish(), 0));
        if (Differs(md5, written.Checksum) is { } refusal)
        {
            return refusal;
        }

        try
        {
            OnDisk(default, static (file, _) => file.Flush());
        }
        catch (StoreFullException)
        {
            return new Refusal.NoRoom();
        }

        // From here the file may be named by a document even when the commit fails halfway: only the sweep can tell.
        _isCommitted = true;
        var answer = await _commit(written, cancellationToken);
        _isCommitted = answer.IsGood;
        return answer;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _md5.Dispose();
            _checksum.Dispose();
            _verified?.Dispose();
            if (!_isCommitted)
            {
                _file.Discard();
                _isCommitted = true;
            }
        }

        base.Dispose(disposing);
    }

    private void OnDisk(ReadOnlySpan<byte> bytes, DiskAction action)
    {
        try
        {
            action(_file, bytes);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            var fault = StoreFault.Of(cause);
            _isFull = fault is StoreFullException;
            throw fault;
        }
    }

    private Refusal? Differs(byte[] md5, Checksum checksum)
    {
        if (_terms.Md5 is { } expected && expected != Convert.ToBase64String(md5))
        {
            return new Refusal.Md5Differs();
        }

        if (_terms.Verified is { } further && _verified!.Finish() != further.Value)
        {
            return new Refusal.ChecksumDiffers(further.Algorithm);
        }

        return _terms.ExpectedChecksum is { } known && known != checksum.Value ? new Refusal.ChecksumDiffers(checksum.Algorithm) : null;
    }

    private delegate void DiskAction(BlobFile file, ReadOnlySpan<byte> bytes);
}
