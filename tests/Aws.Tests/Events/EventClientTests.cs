using System.Text.Json.Nodes;
using Headwater.Aws.Services.Events;
using Headwater.Aws.Tests.CloudWatch;
using Headwater.Aws.Tests.Support;
using Headwater.Observe.Logs;

namespace Headwater.Aws.Tests.Events;

public sealed class EventClientTests
{
    [Fact]
    public async Task Rule_OfBoto3_HandsEventsToALogGroup()
    {
        await using var rig = await ObserveRig.StartAsync();

        await rig.Aws.PythonAsync("""
            ev = client("events")
            ev.put_rule(Name="alerts", EventPattern=json.dumps({"source": ["my.app"]}))
            done = ev.put_targets(Rule="alerts", Targets=[
                {"Id": "log", "Arn": "arn:aws:logs:us-east-1:000000000000:log-group:/mine", "InputPath": "$.detail"},
                {"Id": "bad", "Arn": "arn:aws:lambda:us-east-1:000000000000:function:f"}])
            assert done["FailedEntryCount"] == 1 and done["FailedEntries"][0]["TargetId"] == "bad", done
            assert [t["Id"] for t in ev.list_targets_by_rule(Rule="alerts")["Targets"]] == ["log"]
            sent = ev.put_events(Entries=[{"Source": "my.app", "DetailType": "t", "Detail": "{\"name\": \"bob\"}"}, {"Source": "aws.s3", "DetailType": "t", "Detail": "{}"}])
            assert sent["FailedEntryCount"] == 1 and sent["Entries"][1]["ErrorCode"] == "NotAuthorizedForSourceException", sent
            assert ev.test_event_pattern(EventPattern="{\"source\":[\"a\"]}", Event=json.dumps({"id": "1", "account": "1", "source": "a", "time": "t", "region": "r", "resources": [], "detail-type": "d"}))["Result"]
            assert fails(ev.put_rule, Name="x", EventPattern="{")["Error"]["Code"] == "InvalidEventPatternException"
            assert fails(ev.delete_rule, Name="alerts")["Error"]["Code"] == "ValidationException"
            """, TestContext.Current.CancellationToken);

        Assert.Equal(["""{"name":"bob"}"""], await LinesAsync(rig, "/mine"));
    }

    [Fact]
    public async Task PutTargets_ByName_KeepsThemAsGiven()
    {
        await using var rig = await ObserveRig.StartAsync();
        await rig.Aws.CallAsync("events", "PutRule", JsonNode.Parse("""{"Name":"r","EventPattern":"{\"source\":[\"a\"]}"}""")!.AsObject());
        var target = JsonNode.Parse("""{"Id":"log","Arn":"arn:aws:logs:us-east-1:000000000000:log-group:/mine","InputPath":"$.detail"}""")!;
        var bad = JsonNode.Parse("""{"Id":"bad","Arn":"arn:aws:lambda:us-east-1:000000000000:function:f"}""")!;

        var put = await rig.Aws.CallAsync("events", "PutTargets", new JsonObject { ["Rule"] = "r", ["Targets"] = new JsonArray(target.DeepClone(), bad) });

        Assert.Equal("bad", (string?)put["FailedEntries"]![0]!["TargetId"]);

        var listed = await rig.Aws.CallAsync("events", "ListTargetsByRule", new JsonObject { ["Rule"] = "r" });
        Assert.True(JsonNode.DeepEquals(target, listed["Targets"]![0]), listed.ToJsonString());
    }

    [Fact]
    public async Task Publish_AnEventOfAMediaService_LandsInTheLog()
    {
        await using var rig = await ObserveRig.StartAsync();

        rig.Bus.Publish(new PlatformEvent("aws.medialive", "MediaLive Channel State Change", AwsRig.Account, "us-east-1", rig.Time.GetUtcNow(), ["arn:c"], new JsonObject { ["state"] = "RUNNING" }));

        var line = JsonNode.Parse(Assert.Single(await LinesAsync(rig, EventBus.LogGroup)))!;
        Assert.Equal("RUNNING", (string?)line["detail"]!["state"]);
        Assert.Equal("2026-01-01T00:00:00Z", (string?)line["time"]);
    }

    [Fact]
    public void Text_OfAnInputTransformer_HasTheValuesInTheirPlaces()
    {
        var rule = new EventRule { Name = "r", Arn = "arn:r", Region = "us-east-1", Pattern = "{}" };
        var target = JsonNode.Parse("""{"InputTransformer":{"InputPathsMap":{"n":"$.detail.name","i":"$.detail.ids[1]"},"InputTemplate":"{\"who\": <n>, \"what\": \"<n> <i> <aws.events.rule-name>\"}"}}""")!.AsObject();
        var envelope = JsonNode.Parse("""{"detail":{"name":"bob \"b\"","ids":[7,8]}}""")!.AsObject();

        var text = EventTarget.Text(target, envelope, rule);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"who":"bob \"b\"","what":"bob \"b\" 8 r"}"""), JsonNode.Parse(text)), text);
    }

    private static async Task<IEnumerable<string>> LinesAsync(ObserveRig rig, string group)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await rig.Bus.DrainAsync(cancelled);
        await rig.Logs.DrainAsync(cancelled);
        var found = await rig.Logs.FindGroupAsync(group, cancelled);
        return rig.Logs.Read(found!, await rig.Logs.ListStreamsAsync(group, "", cancelled), new LogQuery()).Events.Select(line => line.Text);
    }
}
