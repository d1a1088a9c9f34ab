using System.Text;
using CsCheck;
using Headwater.Foundation;

namespace Headwater.Plans.Tests;

public sealed class PlanFileProperties
{
    private static readonly Gen<VideoRenditionPlan> Video = Gen.Select(
        Gen.Int[8, 1000], Gen.Int[8, 1000], Gen.Bool, Gen.Int[1000, 90_000_000], Gen.Enum<RateControl>(), Gen.Int[0, 7], Gen.Bool,
        (width, height, h265, rate, control, bFrames, fraction) => new VideoRenditionPlan
        {
            Name = "?",
            Width = width * 2,
            Height = height * 2,
            Codec = h265 ? Codec.H265 : Codec.H264,
            BitsPerSecond = rate,
            MaximumBitsPerSecond = fraction ? rate : null,
            RateControl = control,
            BFrames = bFrames,
            Profile = fraction ? "main" : null,
            Level = fraction ? "4.1" : null,
            FrameRate = fraction ? new FrameRate(30_000, 1001) : null,
        });

    private static readonly Gen<LadderPlan> Ladder = Gen.Select(
        Video.Array[1, 4], Gen.Int[0, 3], Gen.Int[500, 10_000], Gen.Enum<EncoderKind>(), Gen.Enum<EncoderPreset>(), Gen.Bool,
        (video, audio, gop, encoder, preset, flag) => new LadderPlan
        {
            Video = [.. video.Select((rendition, index) => rendition with { Name = $"v{index}" })],
            Audio = [.. Enumerable.Range(0, audio).Select(index => new AudioRenditionPlan { Name = $"a{index}", Language = "pt-BR" })],
            GopDuration = TimeSpan.FromMilliseconds(gop),
            Encoder = encoder,
            Preset = flag ? preset : null,
            LowLatency = flag,
        });

    private static readonly Gen<PlatformPlan> Plan = Gen.Select(
        Gen.Select(Ladder, Gen.Int[100, 2000], Gen.Bool).Array[0, 3], Gen.Select(Gen.Enum<PackageKind>(), Gen.Int[1, 10]).Array[0, 3],
        (channels, endpoints) => new PlatformPlan
        {
            Channels =
            [
                .. channels.Select((channel, index) => new ChannelPlan
                {
                    Id = $"c{index}",
                    Input = new RtmpInputPlan { StreamName = $"live/{index}", AllowedCidrs = ["0.0.0.0/0", "2001:DB8::/32"] },
                    Ladder = channel.Item3 ? channel.Item1 : null,
                    PartDuration = TimeSpan.FromMilliseconds(channel.Item2),
                    RetentionBytes = channel.Item3 ? 1L << 40 : null,
                }),
            ],
            Endpoints =
            [
                .. endpoints.Where(_ => channels.Length > 0).Select((endpoint, index) => new EndpointPlan
                {
                    Id = $"e{index}", ChannelId = "c0", Package = endpoint.Item1, SegmentDuration = TimeSpan.FromSeconds(endpoint.Item2),
                }),
            ],
        });

    [Fact]
    public void Write_AnyGoodPlan_ReadsBackEqual() => Plan.Sample(
        plan =>
        {
            Assert.Empty(PlanFile.Read(PlanFile.Write(plan), out var read));
            Assert.Equal(plan, read);
        },
        iter: 300);

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes => { PlanFile.Read(bytes, out _); }, iter: 5_000);

    [Fact]
    public void Read_AGoodPlanWithAnyBytesInIt_NeverThrowsAndNeverAcceptsWithFaults() => Gen.Select(Plan, Gen.Int[0, 10_000], Gen.Byte.Array[0, 6], Gen.Int[0, 20]).Sample(
        (plan, place, bytes, cut) =>
        {
            var json = PlanFile.Write(plan).ToList();
            place %= json.Count + 1;
            json.RemoveRange(place, Math.Min(cut, json.Count - place));
            json.InsertRange(place, bytes);

            var faults = PlanFile.Read([.. json], out var read);

            Assert.Equal(faults.Count == 0, read is not null);
        },
        iter: 2_000);

    [Fact]
    public void Read_AnyJsonOfKnownWords_NeverThrows()
    {
        string[] words =
        [
            "{", "}", "[", "]", ",", ":", "null", "true", "7", "\"2s\"", "\"a\"", "\"channels\":", "\"endpoints\":", "\"id\":", "\"input\":", "\"ladder\":", "\"video\":",
            "\"frameRate\":", "[{", "}]", "{\"id\":\"a\",\"input\":{\"streamName\":\"l/a\"}}", "{\"channels\":[", "\"package\":"
        ];
        Gen.Int[0, words.Length - 1].Array[0, 14].Sample(
            chosen => { PlanFile.Read(Encoding.UTF8.GetBytes(string.Concat(chosen.Select(index => words[index]))), out _); }, iter: 5_000);
    }
}
