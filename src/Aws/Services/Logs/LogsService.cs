using Headwater.Aws.Calls;
using Headwater.Observe.Logs;

namespace Headwater.Aws.Services.Logs;

/// <summary>CloudWatch Logs over the platform's log store.</summary>
public sealed class LogsService(LogStore logs, TimeProvider time) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "logs";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var groups = new GroupOperations(logs, time);
        groups.Map(operations);
        new StreamOperations(logs, groups).Map(operations);
        new EventOperations(logs, groups, time).Map(operations);
        new FilterOperations(logs, groups, time).Map(operations);
    }
}
