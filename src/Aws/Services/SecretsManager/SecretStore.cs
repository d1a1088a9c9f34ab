using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Finds secrets by name or ARN, and removes those whose time has come.</summary>
internal sealed class SecretStore(IDocumentStore store, TimeProvider time)
{
    /// <summary>A dash and six characters.</summary>
    private const int EndLength = 7;

    /// <summary>The secrets by region and name.</summary>
    public DocumentSet<SecretDocument> Documents { get; } = new(store, SecretDocument.Collection, CanonicalJson.Options);

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The secret of a name or ARN, with or without the six characters at its end; null when there is none.</summary>
    /// <remarks>The whole ARN of one secret may be the shortened one of another; then it is taken for the whole.</remarks>
    public async ValueTask<Versioned<SecretDocument>?> FindAsync(string region, string secretId, CancellationToken cancellationToken)
    {
        if (!secretId.StartsWith("arn:", StringComparison.Ordinal))
        {
            return await StandingAsync(region, secretId, cancellationToken);
        }

        var name = secretId.Split(':', 7)[^1];
        if (name.Length > EndLength && await StandingAsync(region, name[..^EndLength], cancellationToken) is { } whole && whole.Value.Arn == secretId)
        {
            return whole;
        }

        return await StandingAsync(region, name, cancellationToken) is { } shortened && shortened.Value.Arn[..^EndLength] == secretId ? shortened : null;
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

    private async ValueTask<Versioned<SecretDocument>?> StandingAsync(string region, string name, CancellationToken cancellationToken) =>
        await Documents.FindAsync(RegionKey.Of(region, name), cancellationToken) is { } found && !IsGone(found.Value) ? found : null;
}
