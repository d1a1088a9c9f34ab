namespace Headwater.Observe.Audit;

/// <summary>One call of the control plane.</summary>
public sealed record AuditEntry
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Such as <c>medialive</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Such as <c>CreateChannel</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The region called.</summary>
    public required string Region { get; init; }

    /// <summary>Who: an ARN.</summary>
    public required string Principal { get; init; }

    /// <summary>Names the call.</summary>
    public required string RequestId { get; init; }

    /// <summary>Where it came from.</summary>
    public string SourceAddress { get; init; } = "";

    /// <summary>The client's own words.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>ARNs it acted on.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The error's code; null when it went well.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The error's message, or null.</summary>
    public string? ErrorMessage { get; init; }
}
