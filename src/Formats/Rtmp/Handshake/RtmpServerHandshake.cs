using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Headwater.Formats.Rtmp;

/// <summary>The server's side of the handshake: C0 and C1 in, S0, S1 and S2 out, then C2 in.</summary>
/// <remarks>
/// Specification: RTMP 1.0, 5.2. A client that signs C1 gets a signed S1 in the same scheme and a signed S2; any other gets S2 = C1.
/// What the specification calls random is derived from C1 instead: nothing depends on its being secret, and a session can be replayed byte for byte.
/// Interop: C2 is not compared with S1, because librtmp and hardware encoders send whatever they like.
/// </remarks>
internal sealed class RtmpServerHandshake
{
    private const int PartBytes = RtmpDigest.PartBytes;
    private const byte TlsRecord = 0x16;

    private bool _answered;

    /// <summary>What was wrong after <see cref="OperationStatus.InvalidData"/>.</summary>
    public string What { get; private set; } = "";

    /// <summary>Reads on; consumes whole parts only. <see cref="OperationStatus.Done"/> once C2 is in.</summary>
    public OperationStatus Read(ref ReadOnlySequence<byte> source, IBufferWriter<byte> reply)
    {
        if (!_answered)
        {
            Span<byte> version = stackalloc byte[1];
            source.Slice(0, Math.Min(1, source.Length)).CopyTo(version);
            if (!source.IsEmpty && version[0] is < 3 or >= 32 or TlsRecord)
            {
                What = version[0] == TlsRecord ? "The peer speaks TLS where plain RTMP is spoken." : "The peer does not speak RTMP: its first byte is no version.";
                return OperationStatus.InvalidData;
            }

            if (source.Length < 1 + PartBytes)
            {
                return OperationStatus.NeedMoreData;
            }

            Answer(source.Slice(1, PartBytes).ToArray(), reply);
            source = source.Slice(1 + PartBytes);
            _answered = true;
        }

        if (source.Length < PartBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        source = source.Slice(PartBytes);
        return OperationStatus.Done;
    }

    private static void Answer(ReadOnlySpan<byte> hello, IBufferWriter<byte> reply)
    {
        var output = reply.GetSpan(1 + (2 * PartBytes))[..(1 + (2 * PartBytes))];
        output[0] = 3;
        var own = output.Slice(1, PartBytes);
        var echo = output[(1 + PartBytes)..];
        Fill(own, hello);
        var block = RtmpDigest.FindScheme(hello, RtmpDigest.ClientName);
        if (block == 0)
        {
            hello.CopyTo(echo);
        }
        else
        {
            // Clients check signatures only of a server that calls itself version 3 or later.
            BinaryPrimitives.WriteUInt32BigEndian(own[4..], 0x04_05_00_01);
            RtmpDigest.Sign(own, block, RtmpDigest.ServerName);
            Fill(echo, own);
            RtmpDigest.SignReply(echo, RtmpDigest.ServerName, hello.Slice(RtmpDigest.Place(hello, block), RtmpDigest.DigestBytes));
        }

        reply.Advance(output.Length);
    }

    /// <summary>Zero time and version, then bytes derived from the seed.</summary>
    private static void Fill(Span<byte> part, ReadOnlySpan<byte> seed)
    {
        part[..8].Clear();
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(seed, block);
        for (var offset = 8; offset < part.Length; offset += block.Length)
        {
            var rest = part[offset..];
            block[..Math.Min(block.Length, rest.Length)].CopyTo(rest);
            SHA256.HashData(block, block);
        }
    }
}
