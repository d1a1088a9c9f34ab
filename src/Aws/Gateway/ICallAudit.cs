namespace Headwater.Aws.Gateway;

/// <summary>Hears of every call that came over HTTP, once, after its answer was decided; the audit trail does.</summary>
public interface ICallAudit
{
    /// <summary>Notes a call. Must not throw and must not wait.</summary>
    void Note(CallRecord call);
}
