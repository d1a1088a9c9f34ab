using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>A channel as callers see it.</summary>
internal sealed record ChannelAnswer
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string CreatedAt { get; init; }

    public required string Description { get; init; }

    public required HlsIngest HlsIngest { get; init; }

    public AccessLogs? EgressAccessLogs { get; init; }

    public AccessLogs? IngressAccessLogs { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>What callers see of a document.</summary>
    public static ChannelAnswer Of(ChannelDocument channel, CallContext context) => new()
    {
        Id = channel.Id,
        Arn = context.Arn("mediapackage", $"channels/{channel.Hash}"),
        CreatedAt = CanonicalJson.Timestamp(channel.CreatedAt),
        Description = channel.Description ?? "",
        HlsIngest = new(channel.IngestEndpoints),
        EgressAccessLogs = channel.EgressLogGroup is null ? null : new() { LogGroupName = channel.EgressLogGroup },
        IngressAccessLogs = channel.IngressLogGroup is null ? null : new() { LogGroupName = channel.IngressLogGroup },
        Tags = channel.Tags,
    };
}
