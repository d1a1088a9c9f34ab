using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The ARNs of MediaPackage v2.</summary>
internal static class Arns
{
    private const string Service = "mediapackagev2";

    public static string Group(CallContext context, string group) => context.Arn(Service, $"channelGroup/{group}");

    public static string Channel(CallContext context, string group, string channel) => $"{Group(context, group)}/channel/{channel}";

    public static string Endpoint(CallContext context, string group, string channel, string endpoint) => $"{Channel(context, group, channel)}/originEndpoint/{endpoint}";

    /// <summary>The names in an ARN of this account and region: group, channel, endpoint as far as it goes; empty when it is none of ours.</summary>
    public static IReadOnlyList<string> Names(CallContext context, string arn)
    {
        var parts = arn.Split('/');
        string[] kinds = [context.Arn(Service, "channelGroup"), "channel", "originEndpoint"];
        return parts.Length is 2 or 4 or 6 && Enumerable.Range(0, parts.Length / 2).All(index => parts[index * 2] == kinds[index])
            ? [.. parts.Where((_, index) => index % 2 == 1)]
            : [];
    }
}
