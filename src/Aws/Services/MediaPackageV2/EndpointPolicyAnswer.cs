namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>GetOriginEndpointPolicy.</summary>
internal sealed record EndpointPolicyAnswer(string ChannelGroupName, string ChannelName, string OriginEndpointName, string Policy, CdnAuthConfiguration? CdnAuthConfiguration);
