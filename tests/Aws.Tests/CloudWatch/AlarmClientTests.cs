using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Tests.CloudWatch;

public sealed class AlarmClientTests
{
    private const string Alarm = """
        cw = client("cloudwatch")
        sns = client("sns")
        topic = "arn:aws:sns:us-east-1:000000000000:ops"
        def put_alarm(**more):
            cw.put_metric_alarm(AlarmName="slow", AlarmDescription="too slow", Namespace="App", MetricName="Latency", Dimensions=[{"Name": "Host", "Value": "a"}], Statistic="Average",
                Period=60, EvaluationPeriods=1, Threshold=3, ComparisonOperator="GreaterThanThreshold", AlarmActions=[topic], OKActions=[topic], **more)
        def put_value(value):
            cw.put_metric_data(Namespace="App", MetricData=[{"MetricName": "Latency", "Dimensions": [{"Name": "Host", "Value": "a"}], "Value": value}])

        """;

    [Fact]
    public async Task Alarm_OfBoto3_GoesToAlarmAndBackAndTellsAnHttpSubscriber()
    {
        await using var rig = await ObserveRig.StartAsync();
        await rig.Aws.PythonAsync(Alarm + $"""
            assert sns.create_topic(Name="ops")["TopicArn"] == topic
            assert sns.subscribe(TopicArn=topic, Protocol="http", Endpoint="{rig.Hook}")["SubscriptionArn"] == "pending confirmation"
            put_alarm(Tags=[dict(Key="team", Value="live")])
            found = cw.describe_alarms(AlarmNames=["slow"])["MetricAlarms"][0]
            assert found["StateValue"] == "INSUFFICIENT_DATA", found
            assert found["StateReason"] == "Unchecked: Initial alarm creation", found
            assert cw.list_tags_for_resource(ResourceARN=found["AlarmArn"])["Tags"] == [dict(Key="team", Value="live")]
            put_value(5)
            """, TestContext.Current.CancellationToken);
        var (type, confirmation) = await rig.NextAsync();
        Assert.Equal("SubscriptionConfirmation", type);
        Assert.Contains("<SubscriptionArn>", await rig.FollowAsync((string)JsonNode.Parse(confirmation)!["SubscribeURL"]!), StringComparison.Ordinal);

        await AdvanceAsync(rig);
        var raised = await NotificationAsync(rig);
        await rig.Aws.PythonAsync(Alarm + """
            assert [a["AlarmName"] for a in cw.describe_alarms(StateValue="ALARM")["MetricAlarms"]] == ["slow"]
            put_value(1)
            """, TestContext.Current.CancellationToken);
        await AdvanceAsync(rig);
        var cleared = await NotificationAsync(rig);

        Assert.Equal(("ALARM", "INSUFFICIENT_DATA"), States(raised));
        Assert.Equal(("OK", "ALARM"), States(cleared));
        Assert.Equal(
            "Threshold Crossed: 1 out of the last 1 datapoints [5.0 (01/01/26 00:00:00)] was greater than the threshold (3.0) (minimum 1 datapoint for OK -> ALARM transition).",
            (string?)raised["NewStateReason"]);
        Assert.Equal("a", (string?)raised["Trigger"]!["Dimensions"]![0]!["value"]);
        await rig.Aws.PythonAsync(Alarm + """
            items = cw.describe_alarm_history(AlarmName="slow")["AlarmHistoryItems"]
            assert [i["HistorySummary"] for i in items if i["HistoryItemType"] == "StateUpdate"] == ["Alarm updated from ALARM to OK", "Alarm updated from INSUFFICIENT_DATA to ALARM"], items
            assert sum(i["HistoryItemType"] == "Action" for i in items) == 2, items
            put_alarm(DatapointsToAlarm=1)
            assert cw.describe_alarms()["MetricAlarms"][0]["StateValue"] == "OK"
            cw.set_alarm_state(AlarmName="slow", StateValue="ALARM", StateReason="by hand")
            cw.delete_alarms(AlarmNames=["slow"])
            assert cw.describe_alarms()["MetricAlarms"] == []
            assert fails(cw.delete_alarms, AlarmNames=["slow"])["Error"]["Code"].startswith("ResourceNotFound")
            """, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Metrics_OfBoto3_AreReadBack()
    {
        await using var rig = await ObserveRig.StartAsync();

        await rig.Aws.PythonAsync("""
            cw = client("cloudwatch")
            T = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
            M = datetime.timedelta(minutes=1)
            cw.put_metric_data(Namespace="App", MetricData=[
                {"MetricName": "L", "Timestamp": T, "Values": [1.0, 2.0, 4.0], "Counts": [1.0, 2.0, 1.0], "Unit": "Milliseconds"},
                {"MetricName": "S", "Timestamp": T, "StatisticValues": {"SampleCount": 2, "Sum": 6, "Minimum": 1, "Maximum": 5}}])
            points = cw.get_metric_statistics(Namespace="App", MetricName="L", StartTime=T, EndTime=T + M, Period=60, Statistics=["SampleCount", "Sum", "Average", "Minimum", "Maximum"])["Datapoints"]
            assert len(points) == 1 and points[0]["Timestamp"] == T and points[0]["Unit"] == "Milliseconds", points
            assert [points[0][s] for s in ("SampleCount", "Sum", "Average", "Minimum", "Maximum")] == [4, 9, 2.25, 1, 4], points
            told = cw.get_metric_statistics(Namespace="App", MetricName="L", StartTime=T, EndTime=T + M, Period=60, ExtendedStatistics=["p50"])["Datapoints"][0]["ExtendedStatistics"]
            assert told == {"p50": 2.0}, told
            data = cw.get_metric_data(StartTime=T, EndTime=T + M, MetricDataQueries=[
                {"Id": "m", "ReturnData": False, "MetricStat": {"Metric": {"Namespace": "App", "MetricName": "S"}, "Period": 60, "Stat": "Sum"}},
                {"Id": "e", "Expression": "m * 10", "Label": "ten"}])["MetricDataResults"]
            assert [(d["Id"], d["Label"], d["Values"], d["StatusCode"]) for d in data] == [("e", "ten", [60.0], "Complete")], data
            assert [m["MetricName"] for m in cw.list_metrics(Namespace="App")["Metrics"]] == ["L", "S"]
            assert fails(cw.put_metric_data, Namespace="AWS/X", MetricData=[{"MetricName": "L", "Value": 1}])["Error"]["Code"].startswith("InvalidParameterValue")
            cw.put_dashboard(DashboardName="d", DashboardBody=json.dumps({"widgets": [{"type": "text", "properties": {"markdown": "hi"}}]}))
            assert json.loads(cw.get_dashboard(DashboardName="d")["DashboardBody"])["widgets"][0]["type"] == "text"
            assert cw.list_dashboards()["DashboardEntries"][0]["DashboardArn"] == "arn:aws:cloudwatch::000000000000:dashboard/d"
            fault = fails(cw.put_dashboard, DashboardName="d", DashboardBody="{}")
            cw.delete_dashboards(DashboardNames=["d"])
            """, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task CompositeAlarm_OfTwo_FollowsThem()
    {
        await using var rig = await ObserveRig.StartAsync();
        foreach (var name in (string[])["a", "b"])
        {
            await CallAsync(rig, "PutMetricAlarm", $$"""{"AlarmName":"{{name}}","Namespace":"N","MetricName":"{{name}}","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}""");
        }

        await CallAsync(rig, "PutCompositeAlarm", """{"AlarmName":"both","AlarmRule":"ALARM(a) AND ALARM(b)"}""");
        Assert.Equal("OK", await StateAsync(rig));

        await CallAsync(rig, "SetAlarmState", """{"AlarmName":"a","StateValue":"ALARM","StateReason":"x"}""");
        Assert.Equal("OK", await StateAsync(rig));
        await CallAsync(rig, "SetAlarmState", """{"AlarmName":"b","StateValue":"ALARM","StateReason":"x"}""");
        Assert.Equal("ALARM", await StateAsync(rig));
    }

    [Theory]
    [InlineData("""{"Period":15}""")]
    [InlineData("""{"EvaluationPeriods":2000}""")]
    [InlineData("""{"DatapointsToAlarm":2}""")]
    [InlineData("""{"AlarmActions":["nonsense"]}""")]
    [InlineData("""{"AlarmActions":["arn:aws:automate:us-east-1:ec2:stop"]}""")]
    [InlineData("""{"TreatMissingData":"perhaps"}""")]
    [InlineData("""{"ComparisonOperator":"GreaterThanUpperThreshold"}""")]
    [InlineData("""{"ExtendedStatistic":"p90"}""")]
    public async Task PutMetricAlarm_WhatCannotRun_IsRefused(string change)
    {
        await using var rig = await ObserveRig.StartAsync();
        var request = JsonNode.Parse("""{"AlarmName":"a","Namespace":"N","MetricName":"M","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            request[name] = value!.DeepClone();
        }

        var fault = await Assert.ThrowsAsync<Calls.AwsException>(async () => await rig.Aws.CallAsync("cloudwatch", "PutMetricAlarm", request));

        Assert.Equal("ValidationError", fault.Code);
    }

    [Theory]
    [InlineData("{}", "/widgets")]
    [InlineData("not json", "")]
    [InlineData("""{"widgets":[{"type":"cake","properties":{}}]}""", "/widgets/0/type")]
    [InlineData("""{"widgets":[{"type":"text","width":25,"properties":{"markdown":"x"}}]}""", "/widgets/0/width")]
    [InlineData("""{"widgets":[{"type":"metric","properties":{"metrics":[["N","M"]]}}]}""", "/widgets/0/properties")]
    [InlineData("""{"widgets":[{"type":"metric","properties":{"region":"us-east-1","metrics":[["N","M","Dim"]]}}]}""", "/widgets/0/properties/metrics/0")]
    public void DashboardBody_ThatIsWrong_SaysWhere(string body, string path) =>
        Assert.Equal(path, Services.CloudWatch.DashboardBody.Check(body).Errors[0].DataPath);

    private static async Task AdvanceAsync(ObserveRig rig)
    {
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.Runner.EvaluateDueAsync(TestContext.Current.CancellationToken);
    }

    private static (string?, string?) States(JsonNode message) => ((string?)message["NewStateValue"], (string?)message["OldStateValue"]);

    /// <summary>The next notification's message, after its signature was checked with the certificate that it names.</summary>
    private static async Task<JsonNode> NotificationAsync(ObserveRig rig)
    {
        var (type, body) = await rig.NextAsync();
        Assert.Equal("Notification", type);
        var envelope = JsonNode.Parse(body)!;
        using var certificate = X509Certificate2.CreateFromPem(await rig.FollowAsync((string)envelope["SigningCertURL"]!));
        using var key = certificate.GetRSAPublicKey()!;
        var text = new StringBuilder();
        foreach (var member in (string[])["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"])
        {
            text.Append(member).Append('\n').Append((string?)envelope[member]).Append('\n');
        }

        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(text.ToString()), Convert.FromBase64String((string)envelope["Signature"]!), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
        Assert.Contains("\"slow\" in US East (N. Virginia)", (string?)envelope["Subject"], StringComparison.Ordinal);
        return JsonNode.Parse((string)envelope["Message"]!)!;
    }

    private static async Task<JsonObject> CallAsync(ObserveRig rig, string operation, string request) => await rig.Aws.CallAsync("cloudwatch", operation, JsonNode.Parse(request)!.AsObject());

    private static async Task<string?> StateAsync(ObserveRig rig) =>
        (string?)(await CallAsync(rig, "DescribeAlarms", """{"AlarmNames":["both"],"AlarmTypes":["CompositeAlarm"]}"""))["CompositeAlarms"]![0]!["StateValue"];
}
