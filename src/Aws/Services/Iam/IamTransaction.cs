using System.Text.Json;
using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.Iam;

/// <summary>One change: what it read must still stand where it writes. Made anew for each try.</summary>
internal sealed class IamTransaction(IDocumentStore store, CancellationToken cancellationToken)
{
    private readonly Dictionary<DocumentKey, long> _versions = [];
    private readonly Dictionary<DocumentKey, DocumentWrite> _writes = [];

    /// <summary>Gives up.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>How a name is written in keys: names differ by more than case.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>The document of that name, or null.</summary>
    public async ValueTask<T?> FindAsync<T>(string collection, string name)
        where T : class
    {
        var key = new DocumentKey(collection, KeyOf(name));
        var document = await store.FindAsync(key, cancellationToken);
        _versions[key] = document?.Version ?? 0;
        return document is null ? null : JsonSerializer.Deserialize<T>(document.Content.Span, CanonicalJson.Options);
    }

    /// <summary>The documents of a collection in the order of their keys.</summary>
    public async ValueTask<List<T>> ListAsync<T>(string collection)
        where T : class
    {
        var found = new List<T>();
        await foreach (var document in store.ListAsync(collection, "", null, cancellationToken))
        {
            found.Add(JsonSerializer.Deserialize<T>(document.Content.Span, CanonicalJson.Options)!);
        }

        return found;
    }

    /// <summary>Writes a document when the change is committed; null removes it. Writing what was read makes sure that it still stands.</summary>
    public void Put(string collection, string name, object? value)
    {
        var key = new DocumentKey(collection, KeyOf(name));
        var content = value is null ? (ReadOnlyMemory<byte>?)null : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), CanonicalJson.Options);
        _writes[key] = new DocumentWrite(key, content, _versions.TryGetValue(key, out var version) ? version : null);
    }

    /// <summary>Writes it all; false when somebody came between.</summary>
    public ValueTask<bool> TryCommitAsync() =>
        _writes.Count == 0 ? new(true) : store.TryCommitAsync([.. _writes.Values], cancellationToken);
}
