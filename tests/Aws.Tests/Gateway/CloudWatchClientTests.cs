using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Tests.Support;

namespace Headwater.Aws.Tests.Gateway;

public sealed class CloudWatchClientTests
{
    [Theory]
    [InlineData("smithy-rpc-v2-cbor")]
    [InlineData("json")]
    [InlineData("query")]
    public async Task CloudWatch_EachOfItsThreeProtocols_CarriesTheSameCalls(string protocol)
    {
        var service = new ScriptedService("cloudwatch")
            .On("PutMetricData")
            .On("GetMetricStatistics", """{"Label":"L","Datapoints":[{"Timestamp":"2026-11-22T20:00:00.000Z","Sum":1.5,"Unit":"Count"}]}""")
            .Fails("GetDashboard", new AwsException("ResourceNotFound", "Dashboard x does not exist"));
        await using var rig = await AwsRig.StartAsync(service);

        // The protocol is the client's choice by its own order; a loader that changes the model makes it choose another.
        var output = await rig.PythonAsync($$"""
            import botocore.session, botocore.loaders
            wanted = "{{protocol}}"
            original = botocore.loaders.Loader.load_service_model
            def load(self, name, kind, api_version=None):
                model = original(self, name, kind, api_version)
                if name == "cloudwatch" and kind == "service-2":
                    model["metadata"]["protocol"] = wanted
                    model["metadata"]["protocols"] = [wanted]
                return model
            botocore.loaders.Loader.load_service_model = load
            c = client("cloudwatch")
            assert c.meta.service_model.resolved_protocol == wanted
            time = datetime.datetime(2026, 11, 22, 20, 0, 1, 0, tzinfo=datetime.timezone.utc)
            metrics = [{"MetricName": f"m{i}", "Timestamp": time, "Value": i / 4, "Dimensions": [{"Name": "ChannelId", "Value": "1"}]} for i in range(150)]
            c.put_metric_data(Namespace="N", MetricData=metrics)
            point = c.get_metric_statistics(Namespace="N", MetricName="m", StartTime=time, EndTime=time, Period=60, Statistics=["Sum"])["Datapoints"][0]
            show([point["Sum"], point["Timestamp"]])
            fault = fails(c.get_dashboard, DashboardName="x")
            show([fault["Error"]["Code"], fault["Error"]["Message"], fault["ResponseMetadata"]["HTTPStatusCode"]])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(["""[1.5, "2026-11-22T20:00:00+00:00"]""", """["ResourceNotFound", "Dashboard x does not exist", 404]"""], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var put = service.Requests.First();
        Assert.Equal(150, put["MetricData"]!.AsArray().Count);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"MetricName":"m149","Dimensions":[{"Name":"ChannelId","Value":"1"}],"Timestamp":"2026-11-22T20:00:01.000Z","Value":37.25}"""), put["MetricData"]![149]), put["MetricData"]![149]!.ToJsonString());
    }
}
