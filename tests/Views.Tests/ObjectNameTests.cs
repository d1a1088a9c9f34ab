using CsCheck;

namespace Headwater.Views.Tests;

public sealed class ObjectNameTests
{
    private static readonly Gen<string> Track = Gen.Char["abcXYZ019-_"].Array[1, 12].Select(letters => new string(letters));
    private static readonly Gen<long> Number = Gen.OneOf(Gen.Long[0, 1000], Gen.Long[0, long.MaxValue]);

    private static readonly Gen<ObjectName> Names = Gen.OneOf<ObjectName>(
        Gen.Const<ObjectName>(new ObjectName.Multivariant()),
        Gen.Const<ObjectName>(new ObjectName.Mpd()),
        Track.Where(track => track != "iframes" && !track.EndsWith("_iframes", StringComparison.Ordinal)).Select(track => (ObjectName)new ObjectName.MediaPlaylist(track)),
        Track.Select(track => (ObjectName)new ObjectName.IFramePlaylist(track)),
        Gen.Select(Track, Gen.Int[0, int.MaxValue], (track, generation) => (ObjectName)new ObjectName.Header(track, generation)),
        Gen.Select(Track, Number, Gen.Int[0, 2], (track, number, at) => (ObjectName)new ObjectName.Segment(track, number, new[] { "mp4", "ts", "aac" }[at])),
        Gen.Select(Track, Number, Gen.Int[0, int.MaxValue], (track, number, part) => (ObjectName)new ObjectName.Part(track, number, part)),
        Gen.Select(Track, Number, (track, ticks) => (ObjectName)new ObjectName.TimedSegment(track, ticks)),
        Gen.Select(Track, Number, Gen.Bool, (track, number, ts) => (ObjectName)new ObjectName.IFrame(track, number, ts ? "ts" : "mp4")));

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() => Names.Sample(name => Assert.Equal(name, ObjectName.Read("index", name.Write("index"))), iter: 2000);

    [Fact]
    public void Read_AnyText_IsNothingOrWritesBackToIt() => Gen.Char["index_v0.mp4ts3u8aci+-1290 é"].Array[0, 30].Select(letters => "index" + new string(letters)).Sample(
        text => Assert.True(ObjectName.Read("index", text) is not { } name || name.Write("index") == text, text), iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData("index")]
    [InlineData("index.mp4")]
    [InlineData("Index.m3u8")]
    [InlineData("indexv0.m3u8")]
    [InlineData("index_.m3u8")]
    [InlineData("index__5.mp4")]
    [InlineData("index_5.mp4")]
    [InlineData("index_v0_05.mp4")]
    [InlineData("index_v0_+5.mp4")]
    [InlineData("index_v0_-5.mp4")]
    [InlineData("index_v0_ 5.mp4")]
    [InlineData("index_v0_9223372036854775808.mp4")]
    [InlineData("index_v0_5.00.mp4")]
    [InlineData("index_v0_5.2147483648.mp4")]
    [InlineData("index_v0_5.1.ts")]
    [InlineData("index_v0_init01.mp4")]
    [InlineData("index_v0_init.mp4")]
    [InlineData("index_v0_init2147483648.mp4")]
    [InlineData("index_init1.mp4")]
    [InlineData("index_v0_t.mp4")]
    [InlineData("index_v0_t-1.mp4")]
    [InlineData("index_v0_i1.aac")]
    [InlineData("index_v0_5.MP4")]
    [InlineData("index_v0_5.mp4 ")]
    public void Read_OtherSpelling_IsNothing(string text) => Assert.Null(ObjectName.Read("index", text));
}
