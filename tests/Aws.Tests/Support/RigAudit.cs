using System.Collections.Concurrent;
using Headwater.Aws.Gateway;

namespace Headwater.Aws.Tests.Support;

/// <summary>Keeps every record.</summary>
public sealed class RigAudit : ICallAudit
{
    public ConcurrentQueue<CallRecord> Records { get; } = [];

    public void Note(CallRecord call) => Records.Enqueue(call);
}
