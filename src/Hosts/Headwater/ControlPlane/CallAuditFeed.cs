using Headwater.Aws.Gateway;
using Headwater.Observe.Audit;

namespace Headwater.Hosts.ControlPlane;

/// <summary>Carries each call into the audit trail, without its request, which may hold secrets.</summary>
internal sealed class CallAuditFeed(AuditTrail trail) : ICallAudit
{
    public void Note(CallRecord call) => trail.Append(new AuditEntry
    {
        Time = call.Time,
        Service = call.Service ?? "",
        Operation = call.Operation ?? "",
        Region = call.Region,
        Principal = call.Principal.Arn,
        RequestId = call.RequestId,
        SourceAddress = call.SourceAddress?.ToString() ?? "",
        UserAgent = call.UserAgent,
        ErrorCode = call.ErrorCode,
        ErrorMessage = call.ErrorMessage,
    });
}
