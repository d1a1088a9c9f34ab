namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>GetChannelPolicy.</summary>
internal sealed record ChannelPolicyAnswer(string ChannelGroupName, string ChannelName, string Policy);
