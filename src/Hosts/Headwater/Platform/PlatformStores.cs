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

    /// <summary>Makes sure of a bucket: who runs a plan file need not make its buckets first.</summary>
    public async ValueTask EnsureBucketAsync(string name, string account, string region, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = await Objects.Buckets.CreateAsync(new Bucket { Name = name, Id = "", Account = account, Region = region, Created = now }, cancellationToken);
        if (!answer.IsGood && answer.Refusal is not Refusal.BucketExists)
        {
            throw new IOException($"bucket {name} of the plan cannot be made: {answer.Refusal}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _objects.Dispose();
        await Documents.DisposeAsync();
    }
}
