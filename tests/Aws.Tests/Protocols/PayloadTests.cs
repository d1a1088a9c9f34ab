using System.Text;
using CsCheck;
using Headwater.Aws.Calls;
using Headwater.Aws.Protocols.Bodies;
using Headwater.Aws.Protocols.Signing;
using Headwater.Aws.Protocols;

namespace Headwater.Aws.Tests.Protocols;

public sealed class PayloadTests
{
    private static readonly SignedRequest Signed = new()
    {
        AccessKeyId = "AKIAIOSFODNN7EXAMPLE", Day = "20130524", Region = "us-east-1", Service = "s3", SignedHeaders = ["host"], Time = "20130524T000000Z",
        Signature = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
    };

    [Theory]
    [InlineData("crc32", "cbf43926")]
    [InlineData("crc32c", "e3069283")]
    [InlineData("crc64nvme", "ae8b14860a799888")]
    [InlineData("sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441")]
    public void Checksum_TheCheckString_HasThePublishedValue(string algorithm, string expected)
    {
        using var whole = Checksum.Create(algorithm)!;
        whole.Append("123456789"u8);
        Assert.Equal(expected, Convert.ToHexStringLower(whole.Finish()));

        using var parts = Checksum.Create(algorithm)!;
        parts.Append("1"u8);
        parts.Append("23456789"u8);
        Assert.Equal(expected, Convert.ToHexStringLower(parts.Finish()));
    }

    // Amazon S3, Signature Version 4, the published example: 65 KiB in a chunk of 64 and one of 1.
    [Fact]
    public async Task SignedChunks_ThePublishedExample_IsReadAndAnyChangeIsRefused()
    {
        var encoded = Encoding.ASCII.GetBytes(
            "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" + new string('a', 65_536) + "\r\n"
            + "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" + new string('a', 1024) + "\r\n"
            + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n");

        Assert.Equal(new string('a', 66_560), await ReadAsync(encoded));
        encoded[60_000] = (byte)'b';
        Assert.Equal("SignatureDoesNotMatch", (await Assert.ThrowsAsync<AwsException>(() => ReadAsync(encoded))).Code);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "i9aeUg==", null)]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", "BadDigest")]
    [InlineData("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=", "BadDigest")]
    [InlineData("x-other", "i9aeUg==", "MalformedTrailerError")]
    public async Task UnsignedChunks_WithATrailer_AreHeldToIt(string trailer, string value, string? refused)
    {
        var body = Encoding.ASCII.GetBytes($"5\r\nhello\r\n6\r\n world\r\n0\r\n{trailer}:{value}\r\n\r\n");
        var promised = trailer == "x-other" ? "x-amz-checksum-crc32" : trailer;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [PayloadHash.Header] = PayloadHash.UnsignedTrailer, ["x-amz-trailer"] = promised, ["x-amz-decoded-content-length"] = "11", ["Content-Encoding"] = "aws-chunked",
        };
        var request = new WireRequest { Method = "PUT", Path = "/b/k", Headers = headers };
        await using var stream = S3Body.Open(new MemoryStream(body), body.Length, request, headers, null, out var length);
        Assert.Equal(11, length);

        if (refused is null)
        {
            value = ExpectedOf("hello world");
            body = Encoding.ASCII.GetBytes($"5\r\nhello\r\n6\r\n world\r\n0\r\n{trailer}:{value}\r\n\r\n");
            await using var good = S3Body.Open(new MemoryStream(body), body.Length, request, headers, null, out _);
            Assert.Equal("hello world", await new StreamReader(good).ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.Equal(value, headers[trailer]);
        }
        else
        {
            Assert.Equal(refused, (await Assert.ThrowsAsync<AwsException>(() => new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken))).Code);
        }
    }

    [Fact]
    public void Chunks_AnyBytes_EndWithDataOrTheModelledError() => Gen.Byte.Array[0, 100].Sample(bytes =>
    {
        try
        {
            using var stream = new AwsChunkedStream(new MemoryStream(bytes), null, hasTrailer: true);
            stream.CopyToAsync(Stream.Null).GetAwaiter().GetResult();
        }
        catch (AwsException fault)
        {
            Assert.Equal(400, fault.Status);
        }
    });

    private static string ExpectedOf(string text)
    {
        using var check = Checksum.Create("crc32")!;
        check.Append(Encoding.ASCII.GetBytes(text));
        return Convert.ToBase64String(check.Finish());
    }

    private static async Task<string> ReadAsync(byte[] encoded)
    {
        await using var stream = new AwsChunkedStream(new MemoryStream(encoded), new ChunkSigner(Signed, Signed.SigningKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")), hasTrailer: false);
        return await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
