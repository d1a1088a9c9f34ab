using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Finds secrets by name or ARN, and removes those whose time has come.</summary>
internal sealed class SecretStore(IDocumentStore store, TimeProvider time)
{
    private const int SuffixLength = 6;

    /// <summary>The secrets by region and name.</summary>
    public DocumentSet<SecretDocument> Documents { get; } = new(store, SecretDocument.Collection, CanonicalJson.Options);

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The secret of a name or ARN, with or without the six characters at its end; null when there is none.</summary>
    public async ValueTask<Versioned<SecretDocument>?> FindAsync(string region, string secretId, CancellationToken cancellationToken)
    {
        var name = secretId.StartsWith("arn:", StringComparison.Ordinal) ? secretId.Split(':', 7)[^1] : secretId;
        if (await Documents.FindAsync(RegionKey.Of(region, name), cancellationToken) is { } found && !IsGone(found.Value) && Fits(found.Value, secretId, partly: true))
        {
            return found;
        }

        return name.Length > SuffixLength + 1 && name[^(SuffixLength + 1)] == '-' && name != secretId
            && await Documents.FindAsync(RegionKey.Of(region, name[..^(SuffixLength + 1)]), cancellationToken) is { } whole && !IsGone(whole.Value) && Fits(whole.Value, secretId, partly: false)
            ? whole
            : null;
    }

    /// <summary>Whether a secret's time has come: then it is as if it were not there.</summary>
    public bool IsGone(SecretDocument secret) => secret.DeletedAt <= Now;

    /// <summary>Removes the secrets whose time has come.</summary>
    public async ValueTask PurgeAsync(CancellationToken cancellationToken)
    {
        await foreach (var found in Documents.ListAsync(cancellationToken).Where(found => IsGone(found.Value)))
        {
            // When it does not stand any more, somebody made a new one in its place.
            await Documents.TryPutAsync(found.Id, null, found.Version, cancellationToken);
        }
    }

    private static bool Fits(SecretDocument secret, string secretId, bool partly) =>
        secretId == secret.Arn || (partly && (secretId == secret.Name || secretId == secret.Arn[..^(SuffixLength + 1)]));
}
