using Headwater.Aws.Calls;
using Headwater.Aws.Compile;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A channel as callers see it.</summary>
internal sealed record ChannelV2Answer
{
    public required string Arn { get; init; }

    public required string ChannelName { get; init; }

    public required string ChannelGroupName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public string? Description { get; init; }

    public required string InputType { get; init; }

    public IReadOnlyList<IngestEndpointV2>? IngestEndpoints { get; init; }

    public InputSwitchConfiguration? InputSwitchConfiguration { get; init; }

    public OutputHeaderConfiguration? OutputHeaderConfiguration { get; init; }

    public string? ETag { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>What callers see of a document.</summary>
    public static ChannelV2Answer Of(ChannelV2Document channel, PackageHosts hosts, CallContext context) => InList(channel, context) with
    {
        IngestEndpoints = [Ingest(channel, 1, hosts, context), Ingest(channel, 2, hosts, context)],
        InputSwitchConfiguration = channel.InputSwitchConfiguration,
        OutputHeaderConfiguration = channel.OutputHeaderConfiguration,
        ETag = channel.ETag,
        Tags = channel.Tags,
    };

    /// <summary>What callers see of a document in a list.</summary>
    public static ChannelV2Answer InList(ChannelV2Document channel, CallContext context) => new()
    {
        Arn = Arns.Channel(context, channel.ChannelGroupName, channel.ChannelName),
        ChannelName = channel.ChannelName,
        ChannelGroupName = channel.ChannelGroupName,
        CreatedAt = channel.CreatedAt,
        ModifiedAt = channel.ModifiedAt,
        Description = channel.Description,
        InputType = channel.InputType,
    };

    private static IngestEndpointV2 Ingest(ChannelV2Document channel, int input, PackageHosts hosts, CallContext context)
    {
        var host = hosts.IngestV2(context.Account, context.Region, channel.ChannelGroupName, input);
        return new($"{input}", $"https://{host}/in/v1/{channel.ChannelGroupName}/{input}/{channel.ChannelName}/{(channel.InputType == "HLS" ? "index" : "")}");
    }
}
