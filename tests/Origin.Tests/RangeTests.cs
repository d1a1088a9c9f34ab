using CsCheck;
using Headwater.Origin.Http;

namespace Headwater.Origin.Tests;

/// <summary>RFC 9110, 14: a single range of a segment, part or header.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData("bytes=0-0", 100, 0, 1)]
    [InlineData("bytes=10-19", 100, 10, 10)]
    [InlineData("bytes=90-", 100, 90, 10)]
    [InlineData("bytes=90-999", 100, 90, 10)]
    [InlineData("bytes=-5", 100, 95, 5)]
    [InlineData("bytes=-500", 100, 0, 100)]
    [InlineData("Bytes= 3-4", 100, 3, 2)]
    [InlineData("bytes=3-99999999999999999999", 100, 3, 97)]
    public void Read_RangeWithin_IsThatRange(string range, long length, long first, long count) =>
        Assert.Equal(new ByteSpan(first, count, Partial: true), ByteSpan.Read(range, length));

    [Theory]
    [InlineData("bytes=100-", 100)]
    [InlineData("bytes=100-200", 100)]
    [InlineData("bytes=-0", 100)]
    [InlineData("bytes=99999999999999999999-", 100)]
    [InlineData("bytes=0-", 0)]
    public void Read_RangeOutside_IsNone(string range, long length) => Assert.Null(ByteSpan.Read(range, length));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("items=0-1")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=5")]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=1-2,4-5")]
    public void Read_NothingToHonour_IsTheWhole(string? range) => Assert.Equal(ByteSpan.Whole(100), ByteSpan.Read(range, 100));

    [Theory]
    [InlineData("/out/v1/hlscmaf/index_v0_850000002.mp4")]
    [InlineData("/out/v1/hlscmaf/index_v0_HEADER.mp4")]
    [InlineData("/out/v1/hlsts/index_v0_850000002.ts")]
    [InlineData("/out/v1/lowlatencyhls/index_v0_850000002.1.mp4")]
    public async Task Object_AnyRange_IsThoseBytesOfTheWhole(string url)
    {
        await using var origin = await OriginFixture.StartAsync();
        url = await origin.WithHeaderAsync(url);
        var whole = await origin.AskAsync(url);
        await Gen.Select(Gen.Int[0, whole.Body.Length - 1], Gen.Int[0, whole.Body.Length + 50]).SampleAsync(
            async (first, more) =>
            {
                var answer = await origin.AskAsync(url, "GET", ("Range", $"bytes={first}-{first + more}"));
                var expected = whole.Body[first..Math.Min(whole.Body.Length, first + more + 1)];
                Assert.Equal(206, answer.Status);
                Assert.Equal(expected, answer.Body);
                Assert.Equal($"bytes {first}-{first + expected.Length - 1}/{whole.Body.Length}", answer.Headers.ContentRange);
            },
            iter: 50, threads: 1);

        var outside = await origin.AskAsync(url, "GET", ("Range", $"bytes={whole.Body.Length}-"));
        Assert.Equal((416, $"bytes */{whole.Body.Length}"), (outside.Status, outside.Headers.ContentRange.ToString()));
        var same = await origin.AskAsync(url, "GET", ("Range", "bytes=0-1"), ("If-Range", whole.Headers.ETag.ToString()));
        var other = await origin.AskAsync(url, "GET", ("Range", "bytes=0-1"), ("If-Range", "\"other\""));
        Assert.Equal((206, 200), (same.Status, other.Status));
    }
}
