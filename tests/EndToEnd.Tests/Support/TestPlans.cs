namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Plans of small pictures, so that encoders leave the machine to what is measured.</summary>
internal static class TestPlans
{
    /// <summary>A passthrough channel on live/pass and a ladder of two rungs on live/ladder, each with every package.</summary>
    public static string Both => Of(Channel("pass", null), Channel("ladder", Ladder), Endpoints("pass"), Endpoints("ladder"));

    /// <summary>The ladder channel alone, with every package.</summary>
    public static string LadderOnly => Of(Channel("ladder", Ladder), null, Endpoints("ladder"), null);

    /// <summary>The passthrough channel alone, with every package.</summary>
    public static string PassthroughOnly => Of(Channel("pass", null), null, Endpoints("pass"), null);

    private const string Ladder =
        """
        { "gopDuration": "1s", "preset": "ultrafast",
          "video": [
            { "name": "high", "width": 320, "height": 180, "bitsPerSecond": 400000 },
            { "name": "low", "width": 160, "height": 90, "bitsPerSecond": 150000 } ],
          "audio": [ { "name": "stereo", "bitsPerSecond": 96000 } ] }
        """;

    public static string Channel(string id, string? ladder, string cidrs = "\"127.0.0.0/8\"") =>
        $$"""
        { "id": "{{id}}", "input": { "streamName": "live/{{id}}", "allowedCidrs": [{{cidrs}}] },
          {{(ladder is null ? "" : $"\"ladder\": {ladder},")}} "partDuration": "500ms", "retention": "10m" }
        """;

    /// <summary>One endpoint of a channel.</summary>
    public static string EndpointOf(string channel) =>
        $$"""{ "id": "{{channel}}-ll", "channelId": "{{channel}}", "package": "lowLatencyHls", "segmentDuration": "2s" }""";

    private static string Endpoints(string channel) =>
        $$"""
        { "id": "{{channel}}-ll", "channelId": "{{channel}}", "package": "lowLatencyHls", "segmentDuration": "2s" },
        { "id": "{{channel}}-ts", "channelId": "{{channel}}", "package": "hlsTs", "segmentDuration": "2s", "startoverWindow": "5m" },
        { "id": "{{channel}}-cmaf", "channelId": "{{channel}}", "package": "hlsCmaf", "segmentDuration": "2s", "startoverWindow": "5m" },
        { "id": "{{channel}}-dash", "channelId": "{{channel}}", "package": "dash", "segmentDuration": "2s", "startoverWindow": "5m" }
        """;

    public static string Of(string first, string? second, string firstEndpoints, string? secondEndpoints) =>
        $$"""
        { "channels": [ {{first}}{{(second is null ? "" : ", " + second)}} ],
          "endpoints": [ {{firstEndpoints}}{{(secondEndpoints is null ? "" : ", " + secondEndpoints)}} ] }
        """;
}
