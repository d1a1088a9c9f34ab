using System.Net;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Gateway;

/// <summary>A call that ended.</summary>
public sealed record CallRecord
{
    /// <summary>Names the call.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long it took until its answer was decided.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Model name of the service; null when it was not known.</summary>
    public string? Service { get; init; }

    /// <summary>The operation; null when it was not known.</summary>
    public string? Operation { get; init; }

    /// <summary>The region that was called.</summary>
    public required string Region { get; init; }

    /// <summary>Who called; anonymous when the caller was not let in.</summary>
    public required Principal Principal { get; init; }

    /// <summary>Where from; null when the server does not say.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>The client's own words.</summary>
    public required string UserAgent { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The error's code; null for a good answer.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The error's message; null for a good answer.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The canonical request; null when it was not read. May hold secrets: whoever keeps it leaves out what the model calls sensitive. Borrowed during the call to <see cref="ICallAudit.Note"/>.</summary>
    public JsonObject? Request { get; init; }
}
