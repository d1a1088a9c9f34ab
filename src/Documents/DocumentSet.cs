using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Headwater.Documents;

/// <summary>The documents of one collection as values of one type.</summary>
/// <typeparam name="T">A type that the serializer options can read and write.</typeparam>
public sealed class DocumentSet<T>(IDocumentStore store, string collection, JsonSerializerOptions options)
    where T : class
{
    /// <summary>The store behind it.</summary>
    public IDocumentStore Store => store;

    /// <summary>The value of that id with its version, or null.</summary>
    public async ValueTask<Versioned<T>?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(new DocumentKey(collection, id), cancellationToken) is { } document ? Read(document) : null;

    /// <summary>The values in the order of their ids.</summary>
    public async IAsyncEnumerable<Versioned<T>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken, string prefix = "", string? after = null)
    {
        await foreach (var document in store.ListAsync(collection, prefix, after, cancellationToken))
        {
            yield return Read(document);
        }
    }

    /// <summary>A write of a value, for a commit.</summary>
    /// <param name="id">Which.</param>
    /// <param name="value">The value; null deletes.</param>
    /// <param name="expectedVersion">The version that must stand; 0: none; null: whatever stands.</param>
    public DocumentWrite Write(string id, T? value, long? expectedVersion) =>
        new(new DocumentKey(collection, id), value is null ? (ReadOnlyMemory<byte>?)null : JsonSerializer.SerializeToUtf8Bytes(value, options), expectedVersion);

    /// <summary>Writes one value; false when the expected version does not stand.</summary>
    public ValueTask<bool> TryPutAsync(string id, T? value, long? expectedVersion, CancellationToken cancellationToken) =>
        store.TryCommitAsync([Write(id, value, expectedVersion)], cancellationToken);

    private Versioned<T> Read(Document document) =>
        new(document.Key.Id, JsonSerializer.Deserialize<T>(document.Content.Span, options) ?? throw new JsonException($"{document.Key} is null"), document.Version);
}
