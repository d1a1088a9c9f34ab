using System.Buffers;
using Headwater.Formats.Hls;
using Headwater.Formats.Id3;
using Headwater.Formats.MpegTs;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.MpegTs;

/// <summary>What ffmpeg says of segments that were rendered apart and joined.</summary>
public sealed class FfmpegOracleTests : IDisposable
{
    private const string Picture = "-f lavfi -i testsrc2=s=160x90:r=25:d=2";
    private const string Sound = "-f lavfi -i sine=f=440:r=48000:d=2";

    private readonly string _folder = Directory.CreateTempSubdirectory("headwater-ts-").FullName;

    public static TheoryData<string> Clips =>
    [
        $"{Picture} {Sound} -c:v libx264 -preset ultrafast -x264-params bframes=3:b-adapt=0:keyint=25:scenecut=0 -c:a aac -ac 2",
        $"{Picture} {Sound} -c:v libx264 -preset ultrafast -tune zerolatency -g 25 -c:a ac3 -ac 2",
        $"{Picture} {Sound} -c:v libx265 -preset ultrafast -x265-params keyint=25:min-keyint=25:bframes=2:log-level=error -c:a eac3 -ac 2",
        $"-f lavfi -i testsrc2=s=64x36:r=4:d=2 -c:v libx264 -preset ultrafast -g 4 -bf 0",
        $"{Sound} -c:a aac -ac 1 -b:a 32k",
        $"{Sound} -c:a libmp3lame",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Clips))]
    public void Segments_RenderedApartAndJoined_DecodeAsTheSourceWithoutAWarning(string arguments)
    {
        var clip = Clip.Make(_folder, arguments);
        var joined = Path.Combine(_folder, "joined.ts");
        File.WriteAllBytes(joined, Join(clip, clip.Segments()));

        var (code, errors, hashes) = Hash(joined);

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.True(clip.Segments().Count >= 2);
        Assert.Equal(Hash(clip.SourcePath).Output, hashes);
    }

    [Fact]
    public void Segments_AcrossTheWrapOfThirtyThreeBits_DecodeWithoutAWarning()
    {
        var clip = Clip.Make(_folder, $"{Picture} {Sound} -c:v libx264 -preset ultrafast -g 25 -c:a aac -ac 2");
        var shift = (1L << 33) * 3 - clip.Samples[0].DecodeTicks - 180_000;
        var shifted = clip.Segments().Select(segment => segment.Select(sample => sample with
        {
            DecodeTicks = sample.DecodeTicks + shift,
            PresentationTicks = sample.PresentationTicks + shift,
        }).ToArray());
        var joined = Path.Combine(_folder, "joined.ts");
        File.WriteAllBytes(joined, Join(clip, shifted));

        var (code, errors, _) = Clip.Run("ffmpeg", $"-v warning -xerror -i {joined} -f null -");

        Assert.Equal("", errors);
        Assert.Equal(0, code);
    }

    [Fact]
    public void Segments_WithId3_ShowAsTimedMetadata()
    {
        var clip = Clip.Make(_folder, $"{Picture} -c:v libx264 -preset ultrafast -g 25");
        var program = new TsProgram([.. clip.Program.Tracks, TsTrack.ForId3()]);
        byte[] tag = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 21, .. "TXXX"u8, 0, 0, 0, 11, 0, 0, 3, .. "key\0value "u8];
        var samples = clip.Samples.Append(new MediaSample { Track = 1, DecodeTicks = clip.Samples[30].DecodeTicks, PresentationTicks = clip.Samples[30].DecodeTicks, RandomAccess = true, Payload = tag });
        var withTag = new Clip { Program = program, Samples = [.. samples.OrderBy(sample => sample.DecodeTicks)], SourcePath = clip.SourcePath };
        var joined = Path.Combine(_folder, "joined.ts");
        File.WriteAllBytes(joined, Join(withTag, withTag.Segments()));

        // ffprobe warns that nothing decodes timed metadata; what it says of the stream itself counts.
        var (code, errors, packets) = Clip.Run("ffprobe", $"-v error -select_streams d -show_entries stream=codec_name:packet=pts,size -of csv {joined}");

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Equal("", Clip.Run("ffmpeg", $"-v warning -xerror -i {joined} -map 0:v -f null - -map 0:d -c copy -f data -y {_folder}/tags").Errors);
        Assert.Equal(tag, File.ReadAllBytes(Path.Combine(_folder, "tags")));
        Assert.Contains("timed_id3", packets);
        Assert.Contains($"packet,{clip.Samples[30].DecodeTicks},{tag.Length}", packets);
    }

    [Fact]
    public void Playlist_OfSegmentsRenderedApart_PlaysAsTheSource()
    {
        var clip = Clip.Make(_folder, $"{Picture} {Sound} -c:v libx264 -preset ultrafast -g 25 -bf 0 -c:a aac -ac 2");
        var segments = clip.Segments().Select((segment, i) =>
        {
            File.WriteAllBytes(Path.Combine(_folder, $"{i}.ts"), Join(clip, [segment]));
            return new MediaSegment { Uri = $"{i}.ts", Duration = TimeSpan.FromSeconds(1), Title = "one" };
        });
        var playlist = WritePlaylist([.. segments]);

        var (code, errors, hashes) = Hash(playlist);

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Equal(Hash(clip.SourcePath).Output, hashes);
    }

    [Fact]
    public void Playlist_OfPackedAudio_TakesItsTimeFromTheTag()
    {
        var clip = Clip.Make(_folder, $"{Sound} -c:a aac -ac 2");
        const long Start = 1_234_567;
        var output = new ArrayBufferWriter<byte>();
        Id3TagWriter.Write(output, new([TransportStreamTimestamp.ToFrame(Start)]));
        foreach (var packet in TsReading.ReadAll(Join(clip, [[.. clip.Samples]])).OfType<TsPesPacket>())
        {
            output.Write(packet.Payload.Span);
        }

        File.WriteAllBytes(Path.Combine(_folder, "0.aac"), output.WrittenSpan);
        var playlist = WritePlaylist([new() { Uri = "0.aac", Duration = TimeSpan.FromSeconds(3) }]);

        var (code, errors, packets) = Clip.Run("ffprobe", $"-v error -show_entries packet=pts -of csv=p=0 {playlist}");

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.StartsWith($"{Start}\n", packets);
    }

    private string WritePlaylist(EquatableList<MediaSegment> segments)
    {
        var output = new ArrayBufferWriter<byte>();
        MediaPlaylistWriter.Write(output, new() { TargetDurationSeconds = 3, Type = PlaylistType.Vod, Segments = segments, EndList = true });
        var path = Path.Combine(_folder, "index.m3u8");
        File.WriteAllBytes(path, output.WrittenSpan);
        return path;
    }

    private static byte[] Join(Clip clip, IEnumerable<MediaSample[]> segments)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var segment in segments)
        {
            Assert.Equal(0, TsSegmentWriter.Write(output, clip.Program, segment));
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Hashes of every decoded frame with its time, streams in order.</summary>
    private static (int Code, string Errors, string Output) Hash(string path) =>
        Clip.Run("ffmpeg", $"-v warning -xerror -copyts -i {path} -map 0 -f framemd5 -");
}
