using Headwater.Documents;
using Headwater.Documents.Sqlite;
using Headwater.Objects;

namespace Headwater.Hosts.Platform;

/// <summary>What a platform keeps beside media: documents and objects. Opened before and closed after everything that uses them.</summary>
public sealed class PlatformStores : IAsyncDisposable
{
    private readonly FileObjectStore _objects;

    private PlatformStores(IDocumentStore documents, FileObjectStore objects)
    {
        Documents = documents;
        _objects = objects;
    }

    /// <summary>The control plane's documents.</summary>
    public IDocumentStore Documents { get; }

    /// <summary>The buckets.</summary>
    public IObjectStore Objects => _objects;

    /// <summary>Opens what is kept in that directory.</summary>
    /// <exception cref="IOException">It cannot be opened; the message says why.</exception>
    public static async ValueTask<PlatformStores> OpenAsync(string dataDirectory, TimeProvider clock, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(dataDirectory);
        var documents = SqliteDocumentStore.Open(Path.Combine(dataDirectory, "documents", "documents.db"));
        try
        {
            return new PlatformStores(documents, await FileObjectStore.OpenAsync(Path.Combine(dataDirectory, "objects"), documents, clock, cancellationToken));
        }
        catch
        {
            await documents.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _objects.Dispose();
        await Documents.DisposeAsync();
    }
}
