using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.Iam;
using Headwater.Documents;

namespace Headwater.Aws.Services.Sts;

/// <summary>Begins sessions and clears away those that ended long ago.</summary>
internal sealed class Sessions(IDocumentStore store)
{
    private const int TokenBytes = 256;
    private const int MostClearedAtOnce = 16;

    private static readonly TimeSpan KeptAfterItsEnd = TimeSpan.FromDays(1);

    /// <summary>A new token.</summary>
    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>Stores a session under a new key.</summary>
    /// <returns>The key, with its secret.</returns>
    public async ValueTask<SessionCredentials> BeginAsync(SessionDocument session, CancellationToken cancellationToken)
    {
        var id = IamId.NewAccessKey("ASIA", session.Account);
        List<DocumentWrite> writes =
        [
            Write(StsCollections.Sessions, IamTransaction.KeyOf(id), session),
            Write(StsCollections.Expiries, ExpiryOf(session.Expires, id), id),
        ];
        await ClearAsync(writes, session.Issued - KeptAfterItsEnd, cancellationToken);
        if (!await store.TryCommitAsync(writes, cancellationToken))
        {
            throw new IOException("A new session's key was taken.");
        }

        return new(id, session.Secret, session.Token, session.Expires);
    }

    private static DocumentWrite Write<T>(string collection, string id, T? value)
        where T : class =>
        new(new DocumentKey(collection, id), value is null ? (ReadOnlyMemory<byte>?)null : JsonSerializer.SerializeToUtf8Bytes(value, CanonicalJson.Options), value is null ? null : 0);

    private static string ExpiryOf(DateTimeOffset time, string id) => time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "-" + id;

    private async ValueTask ClearAsync(List<DocumentWrite> writes, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var end = ExpiryOf(before, "");
        await foreach (var document in store.ListAsync(StsCollections.Expiries, "", null, cancellationToken))
        {
            if (string.CompareOrdinal(document.Key.Id, end) >= 0 || writes.Count >= 2 * MostClearedAtOnce)
            {
                break;
            }

            var id = JsonSerializer.Deserialize<string>(document.Content.Span, CanonicalJson.Options)!;
            writes.Add(Write<string>(StsCollections.Expiries, document.Key.Id, null));
            writes.Add(Write<string>(StsCollections.Sessions, IamTransaction.KeyOf(id), null));
        }
    }
}
