using System.Text;
using System.Text.Json.Nodes;
using Headwater.Foundation;

namespace Headwater.Plans.Tests;

public sealed class PlanFileTests
{
    private const string Good = """
        {
          "channels": [ { "id": "a", "input": { "streamName": "live/a" },
            "ladder": { "video": [ { "name": "v", "width": 640, "height": 360 } ], "audio": [ { "name": "s" } ] } } ],
          "endpoints": [ { "id": "e", "channelId": "a", "package": "lowLatencyHls" } ]
        }
        """;

    [Fact]
    public void Read_AGoodPlan_GivesItWithItsDefaults()
    {
        var plan = Valid(Good);

        var channel = Assert.Single(plan.Channels);
        Assert.Equal(("a", "live/a", TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10)), (channel.Id, channel.Input.StreamName, channel.PartDuration, channel.Retention));
        Assert.Equal<string>(["127.0.0.0/8", "::1/128"], channel.Input.AllowedCidrs);
        Assert.Equal((Codec.H264, 5_000_000), (channel.Ladder!.Video[0].Codec, channel.Ladder.Video[0].BitsPerSecond));
        Assert.Equal((PackageKind.LowLatencyHls, "index", TimeSpan.FromSeconds(6)), (plan.Endpoints[0].Package, plan.Endpoints[0].ManifestName, plan.Endpoints[0].SegmentDuration));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"channels\": [], }")]
    [InlineData("// what runs\n{ /* nothing */ }")]
    [InlineData("\ufeff{}")]
    public void Read_AnEmptyPlan_IsGood(string json) => Assert.Equal(new PlatformPlan(), Valid(json));

    [Theory]
    [InlineData("channels", "null", "channels: must not be null")]
    [InlineData("channels", "{}", "channels: must be a list")]
    [InlineData("channels[0]", "null", "channels[0]: must be an object")]
    [InlineData("channels[0]", "7", "channels[0]: must be an object")]
    [InlineData("channels[0].id", "null", "channels[0].id: must not be null")]
    [InlineData("channels[0].id", "7", "channels[0].id: must be a text")]
    [InlineData("endpoints[0].id", "\"demo\\n\"", "endpoints[0].id: must be 1 to 64 of A-Z, a-z, 0-9, _ and -")]
    [InlineData("endpoints[0].id", "\"\"", "endpoints[0].id: must be 1 to 64 of A-Z, a-z, 0-9, _ and -")]
    [InlineData("channels[0].input", "null", "channels[0].input: must not be null")]
    [InlineData("channels[0].input", "{}", "channels[0].input.streamName: is missing")]
    [InlineData("channels[0].input.streamName", "null", "channels[0].input.streamName: must not be null")]
    [InlineData("channels[0].input.streamName", "\"live\"", "channels[0].input.streamName: must be app/instance")]
    [InlineData("channels[0].input.streamName", "\"/a\"", "channels[0].input.streamName: must be app/instance")]
    [InlineData("channels[0].input.streamName", "\"live/a?key=1\"", "channels[0].input.streamName: must be app/instance")]
    [InlineData("channels[0].input.streamName", "\"live/a b\"", "channels[0].input.streamName: must be app/instance")]
    [InlineData("channels[0].input.allowedCidrs", "[null]", "channels[0].input.allowedCidrs[0]: must not be null")]
    [InlineData("channels[0].input.allowedCidrs", "[\"10.1.0.0/8\"]", "channels[0].input.allowedCidrs[0]: '10.1.0.0/8' is no CIDR block")]
    [InlineData("channels[0].input.allowedCidrs", "[\"010.0.0.0/8\"]", "channels[0].input.allowedCidrs[0]: '010.0.0.0/8' is no CIDR block")]
    [InlineData("channels[0].input.allowedCidrs", "[\"10.0.0.0/08\"]", "channels[0].input.allowedCidrs[0]: '10.0.0.0/08' is no CIDR block")]
    [InlineData("channels[0].input.allowedCidrs", "[\"fe80::%1/64\"]", "channels[0].input.allowedCidrs[0]: 'fe80::%1/64' is no CIDR block")]
    [InlineData("channels[0].partDuration", "\"50ms\"", "channels[0].partDuration: must be 100ms to 2s")]
    [InlineData("channels[0].partDuration", "500", "channels[0].partDuration: must be a duration")]
    [InlineData("channels[0].partDuration", "\"99999999999999999999999999d\"", "channels[0].partDuration: must be a duration")]
    [InlineData("channels[0].retentionBytes", "1.5", "channels[0].retentionBytes: must be a whole number")]
    [InlineData("channels[0].retentionBytes", "1000", "channels[0].retentionBytes: must be 1048576 or more")]
    [InlineData("channels[0].ladder.video", "[]", "channels[0].ladder.video: must have a rendition")]
    [InlineData("channels[0].ladder.video[0].width", "641", "channels[0].ladder.video[0].width: must be even")]
    [InlineData("channels[0].ladder.video[0].width", "\"640\"", "channels[0].ladder.video[0].width: must be a whole number")]
    [InlineData("channels[0].ladder.video[0].width", "99999999999", "channels[0].ladder.video[0].width: must be a whole number")]
    [InlineData("channels[0].ladder.video[0].name", "\"s\"", "channels[0].ladder: name 's' is used more than once")]
    [InlineData("channels[0].ladder.video[0].codec", "\"vp9\"", "channels[0].ladder.video[0].codec: must be one of")]
    [InlineData("channels[0].ladder.video[0].codec", "\"av1\"", "channels[0].ladder.video[0].codec: must be h264 or h265")]
    [InlineData("channels[0].ladder.video[0].codec", "1", "channels[0].ladder.video[0].codec: must be one of")]
    [InlineData("channels[0].ladder.video[0].profile", "\"extreme\"", "channels[0].ladder.video[0].profile: must be baseline or main or high")]
    [InlineData("channels[0].ladder.video[0].level", "\"high\"", "channels[0].ladder.video[0].level: must be a level")]
    [InlineData("channels[0].ladder.video[0].frameRate", "{\"numerator\":0,\"denominator\":1}", "channels[0].ladder.video[0].frameRate: must be a fraction")]
    [InlineData("channels[0].ladder.audio[0].language", "\"English, mostly\"", "channels[0].ladder.audio[0].language: must be a language tag")]
    [InlineData("channels[0].ladder.lowLatency", "\"yes\"", "channels[0].ladder.lowLatency: must be true or false")]
    [InlineData("endpoints[0].channelId", "\"b\"", "endpoints[0].channelId: there is no channel or package 'b'")]
    [InlineData("endpoints[0].package", "\"smooth\"", "endpoints[0].package: must be one of hlsTs, hlsCmaf, lowLatencyHls, dash")]
    [InlineData("endpoints[0].window", "\"17s\"", "endpoints[0].window: must be three segments or longer")]
    [InlineData("endpoints[0].window", "\"11m\"", "endpoints[0].window: with start-over and delay needs 11m of media, but 'a' keeps 10m")]
    [InlineData("endpoints[0].timeDelay", "\"1s\"", "endpoints[0].timeDelay: must be 0s, or 5s to 24h")]
    [InlineData("endpoints[0].manifestName", "\"../x\"", "endpoints[0].manifestName: must be 1 to 256")]
    [InlineData("endpoints[0].manifestName", "\".m\"", "endpoints[0].manifestName: must be 1 to 256")]
    [InlineData("endpoints[0].path", "\"a/../b\"", "endpoints[0].path: must be segments")]
    [InlineData("endpoints[0].path", "\"\"", "endpoints[0].path: must be segments")]
    [InlineData("endpoints[0].colour", "1", "endpoints[0].colour: is not known here")]
    [InlineData("endpoints[0].Id", "\"e\"", "endpoints[0].Id: is not known here")]
    public void Read_OneThingWrong_IsToldOnceWithItsPlace(string place, string value, string fault)
    {
        var faults = PlanFile.Read(With(place, value), out var plan);

        Assert.Null(plan);
        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyThingsWrong_TellsAllAtOnce()
    {
        var faults = PlanFile.Read("""
            {
              "channels": [
                { "id": "a b", "input": { "streamName": "live/a", "allowedCidrs": ["nonsense"] }, "partDuration": 5, "extra": true },
                null,
                { "input": { "streamName": "live/a" }, "id": "c", "id": "d" }
              ],
              "endpoints": [ { "id": "e", "channelId": "nowhere", "package": "dash", "segmentDuration": "40s" } ],
              "more": []
            }
            """u8, out var plan);

        Assert.Null(plan);
        Assert.Equal(
            [
                "channels", "channels[0].extra", "channels[0].id", "channels[0].input.allowedCidrs[0]", "channels[0].partDuration", "channels[1]", "channels[2].id",
                "endpoints[0].segmentDuration", "endpoints[0].window", "more",
            ],
            faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{\n  \"channels\": [\n", "line 3, byte 1")]
    [InlineData("{} {}", "")]
    [InlineData("null", "the plan must be an object")]
    [InlineData("[]", "the plan must be an object")]
    [InlineData("7", "the plan must be an object")]
    [InlineData("{\"\\ud800\":1}", "a text in the file is no valid Unicode")]
    public void Read_NoPlanAtAll_SaysWhere(string json, string fault)
    {
        var faults = PlanFile.Read(Encoding.UTF8.GetBytes(json), out var plan);

        Assert.Null(plan);
        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NestedWithoutEnd_IsAFault() =>
        Assert.NotEmpty(PlanFile.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"channels\":[", 5_000))), out _));

    [Fact]
    public void Read_TheDocumentedExample_IsGood()
    {
        var document = Resource("plan-file.md");
        var start = document.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;

        var plan = Valid(document[start..document.IndexOf("```", start, StringComparison.Ordinal)]);

        Assert.Equal(4, plan.Endpoints.Count);
    }

    [Fact]
    public void Read_TheDemosPlan_IsGood() => Assert.Equal("demo", Assert.Single(Valid(Resource("plan.json")).Channels).Id);

    private static PlatformPlan Valid(string json)
    {
        var faults = PlanFile.Read(Encoding.UTF8.GetBytes(json), out var plan);

        Assert.Empty(faults);
        return plan!;
    }

    /// <summary>The good plan with one member replaced or added.</summary>
    private static byte[] With(string place, string value)
    {
        var root = JsonNode.Parse(Good)!;
        var node = root;
        var steps = place.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
        {
            node = step[0] == '[' ? node[step[1] - '0']! : node[step]!;
        }

        if (steps[^1][0] == '[')
        {
            node[steps[^1][1] - '0'] = JsonNode.Parse(value);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PlanFileTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
