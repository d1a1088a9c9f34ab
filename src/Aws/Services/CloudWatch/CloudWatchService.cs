using Headwater.Aws.Calls;
using Headwater.Documents;
using Headwater.Observe.Alarms;
using Headwater.Observe.Metrics;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>CloudWatch: metrics, alarms, dashboards, over <c>Observe</c>.</summary>
public sealed class CloudWatchService(MetricStore metrics, AlarmBook book, AlarmRunner runner, IDocumentStore documents, TimeProvider time) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "cloudwatch";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var dashboards = new DashboardOperations(documents, time);
        new MetricOperations(metrics, time).Map(operations);
        new AlarmOperations(book, runner, time).Map(operations);
        dashboards.Map(operations);
        new TagOperations(book, dashboards).Map(operations);
    }
}
