using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Headwater.Formats.Rtmp;

/// <summary>The HMAC-SHA256 digests that Flash-descended clients put into the handshake.</summary>
/// <remarks>
/// Not in the published specification. A part of 1,536 bytes is time, version, then two blocks of 764 bytes whose order is the scheme;
/// the block of the digest starts (scheme 1) at 8 or (scheme 2) at 772 with four bytes whose sum modulo 728 says where in it the digest lies.
/// The digest covers all other bytes. The last 32 bytes of C2 and S2 are a digest of the rest under a key made of the other side's digest.
/// </remarks>
internal static class RtmpDigest
{
    public const int PartBytes = 1536;
    public const int DigestBytes = 32;

    /// <summary>Where the digest block of the scheme starts that has its key block first, and of the other.</summary>
    public const int Scheme1Block = 8;
    public const int Scheme2Block = 772;

    private static ReadOnlySpan<byte> Tail =>
    [
        0xF0, 0xEE, 0xC2, 0x4A, 0x80, 0x68, 0xBE, 0xE8, 0x2E, 0x00, 0xD0, 0xD1, 0x02, 0x9E, 0x7E, 0x57,
        0x6E, 0xEC, 0x5D, 0x2D, 0x29, 0x80, 0x6F, 0xAB, 0x93, 0xB8, 0xE6, 0x36, 0xCF, 0xEB, 0x31, 0xAE,
    ];

    public static ReadOnlySpan<byte> ClientName => "Genuine Adobe Flash Player 001"u8;

    public static ReadOnlySpan<byte> ServerName => "Genuine Adobe Flash Media Server 001"u8;

    /// <summary>Where the digest lies in a part, by the block that the scheme gives it.</summary>
    public static int Place(ReadOnlySpan<byte> part, int block) =>
        block + 4 + ((part[block] + part[block + 1] + part[block + 2] + part[block + 3]) % 728);

    /// <summary>The block under which the part carries the right digest; 0 when it is a plain part.</summary>
    public static int FindScheme(ReadOnlySpan<byte> part, ReadOnlySpan<byte> name)
    {
        // Version zero is the published handshake, in which these bytes are zero.
        if (BinaryPrimitives.ReadUInt32BigEndian(part[4..]) == 0)
        {
            return 0;
        }

        return Carries(part, Scheme1Block, name) ? Scheme1Block : Carries(part, Scheme2Block, name) ? Scheme2Block : 0;
    }

    /// <summary>Writes the digest of C1 or S1 into its place and returns it.</summary>
    public static ReadOnlySpan<byte> Sign(Span<byte> part, int block, ReadOnlySpan<byte> name)
    {
        var digest = part.Slice(Place(part, block), DigestBytes);
        Compute(part, block, name, digest);
        return digest;
    }

    /// <summary>Writes the last 32 bytes of C2 or S2: proof of having seen the other side's digest.</summary>
    public static void SignReply(Span<byte> part, ReadOnlySpan<byte> name, ReadOnlySpan<byte> peerDigest) =>
        HMACSHA256.HashData(ReplyKey(name, peerDigest), part[..^DigestBytes], part[^DigestBytes..]);

    private static bool Carries(ReadOnlySpan<byte> part, int block, ReadOnlySpan<byte> name)
    {
        Span<byte> expected = stackalloc byte[DigestBytes];
        Compute(part, block, name, expected);
        return expected.SequenceEqual(part.Slice(Place(part, block), DigestBytes));
    }

    private static void Compute(ReadOnlySpan<byte> part, int block, ReadOnlySpan<byte> name, Span<byte> digest)
    {
        var place = Place(part, block);
        Span<byte> signed = stackalloc byte[PartBytes - DigestBytes];
        part[..place].CopyTo(signed);
        part[(place + DigestBytes)..].CopyTo(signed[place..]);
        HMACSHA256.HashData(name, signed, digest);
    }

    private static byte[] ReplyKey(ReadOnlySpan<byte> name, ReadOnlySpan<byte> peerDigest) =>
        HMACSHA256.HashData([.. name, .. Tail], peerDigest);
}
