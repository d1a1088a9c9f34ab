namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>Who owns a stream name: all RTMP inputs of a platform share one address, so that the name alone tells them apart.</summary>
/// <param name="InputId">The input.</param>
internal sealed record StreamNameDocument(string InputId);
