namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Microsoft Smooth Streaming: known, so that it can be refused by name.</summary>
internal sealed record MssPackage;
