using System.Security.Cryptography;
using System.Text;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>Verifies the signatures of chunks, each of which covers the one before. Owned by one payload.</summary>
/// <remarks>Specification: Amazon S3, transferring payload in multiple chunks; and with trailing headers.</remarks>
internal sealed class ChunkSigner(SignedRequest request, byte[] key)
{
    private string _previous = request.Signature;

    /// <summary>Verifies the next chunk.</summary>
    /// <param name="hash">SHA-256 of the chunk's data.</param>
    /// <param name="signature">As it came.</param>
    public bool VerifyChunk(ReadOnlySpan<byte> hash, string signature) =>
        Verify($"{SignedRequest.Algorithm}-PAYLOAD\n{request.Time}\n{request.Scope}\n{_previous}\n{PayloadHash.Empty}\n{SignedRequest.Hex(hash)}", signature);

    /// <summary>Verifies the trailer.</summary>
    /// <param name="trailer">Its lines, <c>name:value</c>, each ended by a line feed.</param>
    /// <param name="signature">As it came.</param>
    public bool VerifyTrailer(string trailer, string signature) =>
        Verify($"{SignedRequest.Algorithm}-TRAILER\n{request.Time}\n{request.Scope}\n{_previous}\n{SignedRequest.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(trailer)))}", signature);

    private bool Verify(string text, string signature)
    {
        _previous = SignedRequest.Sign(key, text);
        return SignedRequest.AreEqual(_previous, signature);
    }
}
