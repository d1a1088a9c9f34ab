namespace Headwater.Aws.Services.MediaPackage;

/// <summary>ConfigureLogs: a side that is left out is not logged any more.</summary>
internal sealed record ConfigureLogsRequest
{
    /// <summary>The channel.</summary>
    public required string Id { get; init; }

    /// <summary>Where requests of viewers are logged.</summary>
    public AccessLogs? EgressAccessLogs { get; init; }

    /// <summary>Where requests of encoders are logged.</summary>
    public AccessLogs? IngressAccessLogs { get; init; }
}
