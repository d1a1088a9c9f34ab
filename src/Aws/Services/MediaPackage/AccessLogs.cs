namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Where requests are logged.</summary>
internal sealed record AccessLogs
{
    /// <summary>The group of viewers' requests when the caller names none.</summary>
    public const string DefaultEgressGroup = "/aws/MediaPackage/EgressAccessLogs";

    /// <summary>The group of encoders' requests when the caller names none.</summary>
    public const string DefaultIngressGroup = "/aws/MediaPackage/IngressAccessLogs";

    private const string Prefix = "/aws/MediaPackage/";

    /// <summary>The log group.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>The group, or another when none is named.</summary>
    /// <exception cref="Calls.AwsException">The group's name is none that the service may write to.</exception>
    public string GroupOr(string another) =>
        LogGroupName is null ? another
        : LogGroupName.StartsWith(Prefix, StringComparison.Ordinal) ? LogGroupName
        : throw Refused.Unprocessable($"LogGroupName must begin with {Prefix}");
}
