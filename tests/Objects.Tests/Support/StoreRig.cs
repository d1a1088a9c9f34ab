using System.Text;
using Headwater.Documents;
using Headwater.Objects.Listing;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Objects.Tests.Support;

/// <summary>A store in a directory of its own, on a clock that the test drives.</summary>
internal sealed class StoreRig : IAsyncDisposable
{
    public const string BucketName = "bucket";

    private StoreRig(IDocumentStore documents) => Documents = documents;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("objects-").FullName;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 15, 10, 30, 0, TimeSpan.Zero));

    public IDocumentStore Documents { get; }

    public FileObjectStore Store { get; private set; } = null!;

    public int FileCount => System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories).Count();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<StoreRig> OpenAsync(BucketVersioning versioning = BucketVersioning.Off, IDocumentStore? documents = null)
    {
        var rig = new StoreRig(documents ?? new MemoryDocumentStore());
        await rig.ReopenAsync();
        var bucket = new Bucket { Name = BucketName, Id = "", Account = "000000000000", Region = "us-east-1", Created = default, Versioning = versioning };
        Assert.True((await rig.Store.Buckets.CreateAsync(bucket, Cancel)).IsGood);
        return rig;
    }

    public async Task ReopenAsync()
    {
        Store?.Dispose();
        Store = await FileObjectStore.OpenAsync(Directory, Documents, Time, Cancel);
    }

    public Task SetAsync(Func<Bucket, Bucket> change) => Store.Buckets.UpdateAsync(BucketName, change, Cancel).AsTask();

    public Task SetVersioningAsync(BucketVersioning versioning) => SetAsync(bucket => bucket with { Versioning = versioning });

    public async Task<Answer<ObjectVersion>> TryPutAsync(string key, string content, WriteTerms? terms = null, ObjectDescription? description = null)
    {
        var created = await Store.CreateAsync(BucketName, key, description ?? new(), terms, Cancel);
        if (!created.IsGood)
        {
            return created.Refusal;
        }

        await using var writer = created.Value;
        await writer.WriteAsync(Encoding.UTF8.GetBytes(content), Cancel);
        return await writer.CompleteAsync(Cancel);
    }

    public async Task<ObjectVersion> PutAsync(string key, string content = "content", WriteTerms? terms = null, ObjectDescription? description = null) =>
        Good(await TryPutAsync(key, content, terms, description));

    public async Task<string?> ReadAsync(string key, string? versionId = null)
    {
        var opened = await Store.OpenAsync(new ObjectName(BucketName, key, versionId), Cancel);
        if (!opened.IsGood)
        {
            return null;
        }

        using var reader = new StreamReader(opened.Value.TakeStream(0, opened.Value.Version.SizeBytes));
        return await reader.ReadToEndAsync(Cancel);
    }

    public async Task<Deletion> DeleteAsync(string key, string? versionId = null) =>
        Good(await Store.DeleteAsync(new ObjectName(BucketName, key, versionId), null, Cancel));

    public async Task<IReadOnlyList<ListedVersion>> VersionsAsync() => Good(await Store.ListVersionsAsync(BucketName, new ListQuery(), Cancel)).Items;

    public static T Good<T>(Answer<T> answer)
        where T : class
    {
        Assert.Null(answer.Refusal);
        return answer.Value!;
    }

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await Documents.DisposeAsync();
        System.IO.Directory.Delete(Directory, true);
    }
}
