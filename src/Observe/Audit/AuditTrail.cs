using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Observe.Logs;

namespace Headwater.Observe.Audit;

/// <summary>Writes who did what: one JSON line for each call of the control plane into <c>/headwater/audit</c>, one stream a day.</summary>
/// <remarks>Never the request's document: it may hold secrets.</remarks>
public sealed class AuditTrail(ILogSink logs)
{
    /// <summary>The group of the trail.</summary>
    public const string Group = "/headwater/audit";

    /// <summary>Writes one call. Returns at once.</summary>
    public void Append(AuditEntry entry)
    {
        var line = new JsonObject
        {
            ["eventTime"] = entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = entry.Service,
            ["eventName"] = entry.Operation,
            ["awsRegion"] = entry.Region,
            ["sourceIPAddress"] = entry.SourceAddress,
            ["userAgent"] = entry.UserAgent,
            ["userIdentity"] = entry.Principal,
            ["requestID"] = entry.RequestId,
            ["resources"] = new JsonArray([.. entry.Resources.Select(resource => (JsonNode)resource)]),
        };
        if (entry.ErrorCode is { } code)
        {
            line["errorCode"] = code;
            line["errorMessage"] = entry.ErrorMessage;
        }

        logs.Write(Group, entry.Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), entry.Time, line.ToJsonString());
    }
}
