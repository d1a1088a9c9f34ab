using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>The request token of a create call: the same token with the same body makes one resource.</summary>
/// <remarks>Another body under a known token is refused with 400, because not every create call models a conflict.</remarks>
internal sealed class Idempotency
{
    private readonly MediaLiveStore _store;
    private readonly string? _key;
    private readonly string _fingerprint;

    public Idempotency(MediaLiveStore store, string operation, JsonObject request, CallContext context)
    {
        _store = store;
        _key = request.Text("RequestId") is { Length: > 0 } token ? $"{context.Account}/{context.Region}/{operation}/{token}" : null;
        _fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.ToJsonString())));
    }

    /// <summary>The id of what the token made before, or null.</summary>
    public async ValueTask<string?> FindAsync(CancellationToken cancellationToken)
    {
        if (_key is null || await _store.Requests.FindAsync(_key, cancellationToken) is not { } known)
        {
            return null;
        }

        return known.Value.Fingerprint == _fingerprint
            ? known.Value.Id
            : throw MediaLiveFault.BadRequest("The requestId was used before with other parameters.");
    }

    /// <summary>The write that remembers what the token made; it fails when another call with the token came first.</summary>
    public IEnumerable<DocumentWrite> Writes(string id, DateTimeOffset now) =>
        _key is null ? [] : [_store.Requests.Write(_key, new RequestDocument(_fingerprint, id, now), 0)];
}
