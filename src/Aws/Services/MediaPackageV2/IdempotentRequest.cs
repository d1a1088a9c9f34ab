namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A request that may come again.</summary>
/// <param name="Token">The caller's token.</param>
/// <param name="Digest">Of what it asked for.</param>
internal sealed record IdempotentRequest(string Token, string Digest);
