using System.Security.Cryptography;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>How the versions of a secret and their labels change.</summary>
internal sealed class SecretVersions(SecretCipher cipher)
{
    private const int MostVersions = 100;
    private static readonly TimeSpan YoungVersion = TimeSpan.FromDays(1);

    /// <summary>The secret with a new version; the same secret when that version is there already.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="versionId">The caller's token.</param>
    /// <param name="value">The value.</param>
    /// <param name="stages">The labels it gets; they leave the versions that had them.</param>
    /// <param name="now">When.</param>
    /// <exception cref="Calls.AwsException">There is a version of that id with another value.</exception>
    public SecretDocument Add(SecretDocument secret, string versionId, NewValue value, IReadOnlyList<string> stages, DateTimeOffset now)
    {
        if (secret.Versions.FirstOrDefault(version => version.Id == versionId) is { } standing)
        {
            return IsSame(secret, standing, value)
                ? secret
                : throw RefusedSecret.Exists($"You can't use ClientRequestToken {versionId} because that value is already in use for a version of secret {secret.Arn}.");
        }

        var added = new SecretVersion
        {
            Id = versionId,
            CreatedAt = now,
            Stages = [],
            Ciphertext = cipher.Encrypt(value.Bytes.Span, SecretVersion.CipherName(secret.Arn, versionId)),
            IsBinary = value.IsBinary,
        };
        var changed = secret with { Versions = [.. secret.Versions, added], ChangedAt = now };
        return Purged(stages.Aggregate(changed, (current, stage) => Move(current, stage, versionId)), now);
    }

    /// <summary>The value of a version.</summary>
    public byte[] Open(SecretDocument secret, SecretVersion version) => cipher.Decrypt(version.Ciphertext, SecretVersion.CipherName(secret.Arn, version.Id));

    /// <summary>The secret with a label on another version, or on none. What was current becomes the previous.</summary>
    public static SecretDocument Move(SecretDocument secret, string stage, string? toVersionId)
    {
        var from = secret.Staged(stage)?.Id;
        if (from == toVersionId)
        {
            return secret;
        }

        var moved = Put(secret, stage, toVersionId);
        return stage == Stage.Current && from is not null ? Put(moved, Stage.Previous, from) : moved;
    }

    private static SecretDocument Put(SecretDocument secret, string stage, string? versionId) => secret with
    {
        Versions =
        [
            .. secret.Versions.Select(version => version with
            {
                Stages = [.. version.Stages.Where(label => label != stage), .. version.Id == versionId ? [stage] : Array.Empty<string>()],
            }),
        ],
    };

    /// <summary>Without the oldest versions that nobody labelled, when there are too many.</summary>
    private static SecretDocument Purged(SecretDocument secret, DateTimeOffset now)
    {
        var surplus = secret.Versions.Where(version => version.Stages.Count == 0 && now - version.CreatedAt > YoungVersion).Take(Math.Max(0, secret.Versions.Count - MostVersions)).ToHashSet();
        return secret with { Versions = [.. secret.Versions.Where(version => !surplus.Contains(version))] };
    }

    private bool IsSame(SecretDocument secret, SecretVersion standing, NewValue value) =>
        standing.IsBinary == value.IsBinary && CryptographicOperations.FixedTimeEquals(Open(secret, standing), value.Bytes.Span);
}
