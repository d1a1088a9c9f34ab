using Headwater.Aws.Tests.CloudWatch;

namespace Headwater.Aws.Tests.Logs;

public sealed class LogsClientTests
{
    [Fact]
    public async Task Logs_OfBoto3_AreWrittenReadAndCounted()
    {
        await using var rig = await ObserveRig.StartAsync();

        await rig.Aws.PythonAsync("""
            logs = client("logs")
            now = int(datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc).timestamp() * 1000)
            logs.create_log_group(logGroupName="/g", tags={"a": "b"})
            assert fails(logs.create_log_group, logGroupName="/g")["Error"]["Code"] == "ResourceAlreadyExistsException"
            logs.put_retention_policy(logGroupName="/g", retentionInDays=7)
            assert fails(logs.put_retention_policy, logGroupName="/g", retentionInDays=8)["Error"]["Code"] == "InvalidParameterException"
            group = logs.describe_log_groups(logGroupNamePrefix="/g")["logGroups"][0]
            assert group["arn"].endswith(":log-group:/g:*") and group["logGroupArn"].endswith(":log-group:/g") and group["retentionInDays"] == 7, group
            logs.tag_resource(resourceArn=group["logGroupArn"], tags={"c": "d"})
            logs.untag_resource(resourceArn=group["logGroupArn"], tagKeys=["a"])
            assert logs.list_tags_for_resource(resourceArn=group["logGroupArn"])["tags"] == {"c": "d"}
            logs.put_metric_filter(logGroupName="/g", filterName="f", filterPattern="ERROR", metricTransformations=[{"metricName": "E", "metricNamespace": "N", "metricValue": "1"}])
            assert fails(logs.put_log_events, logGroupName="/g", logStreamName="s", logEvents=[{"timestamp": now, "message": "x"}])["Error"]["Code"] == "ResourceNotFoundException"
            logs.create_log_stream(logGroupName="/g", logStreamName="s")
            day = 86400000
            done = logs.put_log_events(logGroupName="/g", logStreamName="s", logEvents=[{"timestamp": now - 1000 + n, "message": f"{'ERROR' if n == 3 else 'info'} {n}"} for n in range(5)])
            assert "rejectedLogEventsInfo" not in done, done
            late = logs.put_log_events(logGroupName="/g", logStreamName="s", logEvents=[{"timestamp": now + day, "message": "future"}])
            assert late["rejectedLogEventsInfo"] == {"tooNewLogEventStartIndex": 0}, late
            assert fails(logs.put_log_events, logGroupName="/g", logStreamName="s", logEvents=[{"timestamp": now, "message": "x"}, {"timestamp": now - 1, "message": "y"}])["Error"]["Code"] == "InvalidParameterException"
            seen, token = [], None
            while True:
                page = logs.get_log_events(logGroupName="/g", logStreamName="s", startFromHead=True, limit=2, **({"nextToken": token} if token else {}))
                if page["nextForwardToken"] == token:
                    break
                seen += [e["message"] for e in page["events"]]
                token = page["nextForwardToken"]
            assert seen == ["info 0", "info 1", "info 2", "ERROR 3", "info 4"], seen
            tail = logs.get_log_events(logGroupName="/g", logStreamName="s", limit=2)
            assert [e["message"] for e in tail["events"]] == ["ERROR 3", "info 4"], tail
            back = logs.get_log_events(logGroupName="/g", logStreamName="s", limit=2, nextToken=tail["nextBackwardToken"])
            assert [e["message"] for e in back["events"]] == ["info 1", "info 2"], back
            assert [e["message"] for e in logs.filter_log_events(logGroupName="/g", filterPattern="ERROR")["events"]] == ["ERROR 3"]
            assert sum(len(p["events"]) for p in logs.get_paginator("filter_log_events").paginate(logGroupName="/g", PaginationConfig={"PageSize": 2})) == 5
            stream = logs.describe_log_streams(logGroupName="/g", orderBy="LastEventTime", descending=True)["logStreams"][0]
            assert stream["lastEventTimestamp"] == now - 996, stream
            logs.delete_log_group(logGroupName="/g")
            assert logs.describe_log_groups()["logGroups"] == []
            metrics = client("cloudwatch").list_metrics(Namespace="N")["Metrics"]
            assert [m["MetricName"] for m in metrics] == ["E"], metrics
            """, TestContext.Current.CancellationToken);
    }
}
