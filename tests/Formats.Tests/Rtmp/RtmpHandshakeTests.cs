using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Headwater.Formats.Tests.Rtmp;

public sealed class RtmpHandshakeTests
{
    private const int PartBytes = 1536;

    [Fact]
    public void Handshake_PlainClient_GetsItsOwnHelloBack()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().ToArray());

        Assert.Equal(1 + (2 * PartBytes), transcript.Reply.Length);
        Assert.Equal(3, transcript.Reply[0]);
        Assert.Equal(new byte[8], transcript.Reply[1..9]);
        Assert.Equal(RtmpTestClient.Hello(0), transcript.Reply[(1 + PartBytes)..]);
        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(772)]
    public void Handshake_DigestClient_GetsSignaturesInItsScheme(int block)
    {
        var hello = RtmpTestClient.Hello(block);

        var reply = RtmpTranscript.Of(new RtmpTestClient().Handshake(block).ToArray()).Reply;

        // Computed here once more, without the code under test.
        var own = reply[1..(1 + PartBytes)];
        var place = block + 4 + (own[block..(block + 4)].Sum(static item => item) % 728);
        var expected = HMACSHA256.HashData(Encoding.ASCII.GetBytes("Genuine Adobe Flash Media Server 001"), own[..place].Concat(own[(place + 32)..]).ToArray());
        Assert.Equal(expected, own[place..(place + 32)]);
        Assert.True(own[4] >= 3);

        var clientPlace = block + 4 + (hello[block..(block + 4)].Sum(static item => item) % 728);
        var tail = Convert.FromHexString("F0EEC24A8068BEE82E00D0D1029E7E576EEC5D2D29806FAB93B8E636CFEB31AE");
        var key = HMACSHA256.HashData(Encoding.ASCII.GetBytes("Genuine Adobe Flash Media Server 001").Concat(tail).ToArray(), hello[clientPlace..(clientPlace + 32)]);
        var echo = reply[(1 + PartBytes)..];
        Assert.Equal(HMACSHA256.HashData(key, echo[..^32]), echo[^32..]);
    }

    [Fact]
    public void Handshake_VersionWithoutValidDigest_IsAnsweredPlainly()
    {
        var hello = RtmpTestClient.Hello(8);
        hello[1000] ^= 1;

        var reply = RtmpTranscript.Of(new RtmpTestClient().Raw(3).Raw(hello).ToArray()).Reply;

        Assert.Equal(hello, reply[(1 + PartBytes)..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData((int)'G')]
    [InlineData(0x16)]
    public void Handshake_FirstByteThatIsNoVersion_IsRefusedAtOnce(int first)
    {
        var transcript = RtmpTranscript.Of([(byte)first]);

        Assert.Equal(OperationStatus.InvalidData, transcript.Status);
        Assert.Equal(0, transcript.Connection.Fault!.OffsetBytes);
        Assert.Empty(transcript.Reply);
    }

    [Fact]
    public void Handshake_EveryPrefix_AsksForMoreAndAnswersOnlyAWholeHello()
    {
        var whole = new RtmpTestClient().Handshake(8).ToArray();

        foreach (var length in new[] { 0, 1, 2, 1535, 1536, 1537, 1538, 3072 })
        {
            var transcript = RtmpTranscript.Of(whole[..length]);

            Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
            Assert.Equal(length >= 1537, transcript.Reply.Length > 0);
        }
    }
}
