using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Headwater.Documents;

namespace Headwater.Objects.Store;

/// <summary>Where the store's documents are, and how they are written.</summary>
internal sealed class StoreDocuments(IDocumentStore store)
{
    private const string BucketCollection = "objects/buckets";
    private const string GarbageCollection = "objects/garbage";

    /// <summary>How often a commit is tried when others write the same documents.</summary>
    public const int Attempts = 16;

    /// <summary>How documents of this store are written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The store behind.</summary>
    public IDocumentStore Store => store;

    /// <summary>Buckets by name.</summary>
    public DocumentSet<Bucket> Buckets { get; } = new(store, BucketCollection, Json);

    /// <summary>Files that no document names any more and that may still be there.</summary>
    public DocumentSet<Garbage> Garbages { get; } = new(store, GarbageCollection, Json);

    /// <summary>Versions of a bucket by <see cref="VersionIds.DocumentId"/>.</summary>
    public DocumentSet<ObjectVersion> Versions(Bucket bucket) => new(store, VersionCollection(bucket), Json);

    /// <summary>Name of the collection of a bucket's versions.</summary>
    public static string VersionCollection(Bucket bucket) => $"objects/{bucket.Id}/versions";

    /// <summary>Unfinished uploads of a bucket by key, then id.</summary>
    public DocumentSet<Upload> Uploads(Bucket bucket) => new(store, UploadCollection(bucket), Json);

    /// <summary>Name of the collection of a bucket's uploads.</summary>
    public static string UploadCollection(Bucket bucket) => $"objects/{bucket.Id}/uploads";

    /// <summary>Parts of an upload by <see cref="PartId"/>.</summary>
    public DocumentSet<UploadPart> Parts(Bucket bucket, string uploadId) => new(store, $"objects/{bucket.Id}/parts/{uploadId}", Json);

    /// <summary>Id of an upload's document.</summary>
    public static string UploadDocumentId(string key, string uploadId) => ObjectKey.Encode(key) + ObjectKey.End + uploadId;

    /// <summary>Id of a part's document.</summary>
    public static string PartId(int number) => number.ToString("d5", CultureInfo.InvariantCulture);

    /// <summary>A write, for the commit after which no document names the file.</summary>
    public DocumentWrite Discard(string blob) => Garbages.Write(blob, new Garbage(), null);

    /// <summary>A file to be removed; its name is the document's id.</summary>
    internal sealed record Garbage;
}
