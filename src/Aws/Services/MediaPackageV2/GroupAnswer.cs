using Headwater.Aws.Calls;
using Headwater.Aws.Compile;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A group as callers see it.</summary>
internal sealed record GroupAnswer
{
    public required string ChannelGroupName { get; init; }

    public required string Arn { get; init; }

    /// <summary>Host and port of its endpoints; not in lists.</summary>
    public string? EgressDomain { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public string? Description { get; init; }

    public string? ETag { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>What callers see of a document.</summary>
    public static GroupAnswer Of(ChannelGroupDocument group, PackageHosts hosts, CallContext context) => InList(group, context) with
    {
        EgressDomain = hosts.Egress(context.Account, context.Region, group.ChannelGroupName),
        ETag = group.ETag,
        Tags = group.Tags,
    };

    /// <summary>What callers see of a document in a list.</summary>
    public static GroupAnswer InList(ChannelGroupDocument group, CallContext context) => new()
    {
        ChannelGroupName = group.ChannelGroupName,
        Arn = Arns.Group(context, group.ChannelGroupName),
        CreatedAt = group.CreatedAt,
        ModifiedAt = group.ModifiedAt,
        Description = group.Description,
    };
}
