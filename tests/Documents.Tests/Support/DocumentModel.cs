using System.Text;

namespace Headwater.Documents.Tests.Support;

/// <summary>What a store must hold, in the simplest words; versions are those that the store gave.</summary>
internal sealed class DocumentModel
{
    private readonly Dictionary<DocumentKey, (long Version, string Content)> _documents = [];

    // The highest version that was ever seen of a key, also of one that is gone.
    private readonly Dictionary<DocumentKey, long> _highest = [];

    public long VersionOf(DocumentKey key) => _documents.TryGetValue(key, out var document) ? document.Version : 0;

    public bool Allows(IEnumerable<DocumentWrite> writes) => writes.All(write => write.ExpectedVersion is not { } expected || VersionOf(write.Key) == expected);

    public async Task WriteAsync(IDocumentStore store, DocumentWrite write, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(write.Key, cancellationToken);
        if (write.Content is not { } content)
        {
            Assert.Null(found);
            _documents.Remove(write.Key);
            return;
        }

        Assert.NotNull(found);
        Assert.Equal(Text(content), Text(found.Content));
        Assert.True(found.Version > _highest.GetValueOrDefault(write.Key), $"{write.Key}: {found.Version} does not grow.");
        _documents[write.Key] = (_highest[write.Key] = found.Version, Text(content));
    }

    public async Task CompareAsync(IDocumentStore store, string collection, string prefix, string? after, CancellationToken cancellationToken)
    {
        var listed = new List<Document>();
        await foreach (var document in store.ListAsync(collection, prefix, after, cancellationToken))
        {
            listed.Add(document);
        }

        var expected = _documents
            .Where(pair => pair.Key.Collection == collection && pair.Key.Id.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(pair.Key.Id, after) > 0))
            .OrderBy(pair => pair.Key.Id, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value.Version, pair.Value.Content));
        Assert.Equal(expected, listed.Select(document => (document.Key, document.Version, Text(document.Content))));
    }

    private static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span);
}
