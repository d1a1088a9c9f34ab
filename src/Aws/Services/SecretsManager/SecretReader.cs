using System.Security.Cryptography;
using System.Text;
using Headwater.Documents;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Reads secrets for services of the platform.</summary>
public sealed class SecretReader(IDocumentStore store, SecretCipher cipher, TimeProvider time)
{
    private readonly SecretStore _secrets = new(store, time);

    /// <summary>The current value and the one before.</summary>
    /// <param name="region">The region.</param>
    /// <param name="secretId">Name or ARN, with or without the six characters at its end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The current version first; empty when there is no such secret, it is being deleted, has no value, or cannot be decrypted with this key.</returns>
    public async ValueTask<IReadOnlyList<SecretText>> ReadAsync(string region, string secretId, CancellationToken cancellationToken)
    {
        var found = await _secrets.FindAsync(region, secretId, cancellationToken);
        if (found is null || found.Value.DeletedAt is not null || found.Value.Staged(Stage.Current) is null)
        {
            return [];
        }

        try
        {
            return [.. new[] { Stage.Current, Stage.Previous }.Where(stage => found.Value.Staged(stage) is not null).Select(stage => Open(found.Value, stage))];
        }
        catch (CryptographicException)
        {
            // Whoever asks must do without it; one lost key must not stop the plan of everything else.
            return [];
        }
    }

    private SecretText Open(SecretDocument secret, string stage)
    {
        var version = secret.Staged(stage)!;
        return new(stage, version.IsBinary ? null : Encoding.UTF8.GetString(cipher.Decrypt(version.Ciphertext, SecretVersion.CipherName(secret.Arn, version.Id))));
    }
}
