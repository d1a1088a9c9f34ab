using Headwater.Aws.Calls;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>Who sent a request, and what the chunks of its payload are verified with.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Region">The region of the credential's scope, or null when there is none.</param>
/// <param name="Chunks">What verifies signed chunks; null when chunks are not signed.</param>
internal sealed record Authentication(Principal Principal, string? Region, ChunkSigner? Chunks)
{
    /// <summary>A request without a signature.</summary>
    public static Authentication Anonymous { get; } = new(Principal.Anonymous, null, null);
}
