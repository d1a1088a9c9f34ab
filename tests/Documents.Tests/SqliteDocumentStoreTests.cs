using System.Buffers.Binary;
using System.Text;
using Headwater.Documents.Sqlite;
using Headwater.Documents.Tests.Support;

namespace Headwater.Documents.Tests;

public sealed class SqliteDocumentStoreTests : DocumentStoreConformance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private int _opened;

    public void Dispose() => _directory.Dispose();

    protected override IDocumentStore OpenEmpty() => SqliteDocumentStore.Open(_directory.File($"{Interlocked.Increment(ref _opened)}/documents.db"));

    [Fact]
    public async Task Reopen_FindsWhatWasWrittenAndGoesOnWithHigherVersions()
    {
        var path = _directory.File("documents.db");
        long first;
        await using (var store = SqliteDocumentStore.Open(path))
        {
            await store.TryCommitAsync([new(new("c", "a"), "1"u8.ToArray(), 0)], Cancellation);
            first = (await store.FindAsync(new("c", "a"), Cancellation))!.Version;
            await store.TryCommitAsync([new(new("c", "a"), null, first)], Cancellation);
        }

        await using var again = SqliteDocumentStore.Open(path);
        Assert.Null(await again.FindAsync(new("c", "a"), Cancellation));
        Assert.True(await again.TryCommitAsync([new(new("c", "a"), "2"u8.ToArray(), 0)], Cancellation));
        Assert.True((await again.FindAsync(new("c", "a"), Cancellation))!.Version > first + 1);
    }

    [Fact]
    public async Task Commits_OfManyAtOnce_ShareTransactionsAndAreAllThere()
    {
        await using var store = OpenEmpty();

        var written = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(
            async n => await store.TryCommitAsync([new(new("c", $"{n % 1_000:D4}"), Encoding.UTF8.GetBytes($"{n}"), 0)], Cancellation)));

        Assert.Equal(1_000, written.Count(done => done));
        Assert.Equal(1_000, await store.ListAsync("c", "", null, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Commit_AfterDispose_IsRefused()
    {
        var store = OpenEmpty();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.TryCommitAsync([new(new("c", "a"), null, null)], Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.FindAsync(new("c", "a"), Cancellation));
    }

    [Fact]
    public async Task Open_OfANewerFormat_SaysWhichAndTouchesNothing()
    {
        var path = await MakeAsync();
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);

        // user_version: SQLite database file format, 1.3, offset 60.
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60), 7);
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        var fault = Assert.Throws<IOException>(() => SqliteDocumentStore.Open(path));
        Assert.Contains("newer Headwater (format 7; this one reads up to 1)", fault.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
    }

    [Fact]
    public async Task Open_OfAnotherProgramsDatabase_IsRefused()
    {
        var path = await MakeAsync();
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);

        // application_id: offset 68.
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(68), 1);
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        Assert.Contains("another program", Assert.Throws<IOException>(() => SqliteDocumentStore.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(100, 8)]
    [InlineData(4096, 64)]
    public async Task Open_OfADamagedFile_SaysSo(int offset, int count)
    {
        var path = await MakeAsync();
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes.AsSpan(offset, count).Fill(0xAB);
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        Assert.Contains("damaged", Assert.ThrowsAny<IOException>(() => SqliteDocumentStore.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfATruncatedFile_SaysSo()
    {
        var path = await MakeAsync();
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], Cancellation);

        Assert.Contains("damaged", Assert.ThrowsAny<IOException>(() => SqliteDocumentStore.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task File_WhileItIsOpen_IsReadByItsOwnerAlone()
    {
        await using var store = OpenEmpty();
        await store.TryCommitAsync([new(new("c", "a"), "1"u8.ToArray(), 0)], Cancellation);

        Assert.All(
            Directory.GetFiles(_directory.Path, "documents.db*", SearchOption.AllDirectories),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Open_WhereADirectoryIs_IsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => SqliteDocumentStore.Open(_directory.Path));

    /// <summary>A file of ours with a hundred documents, closed.</summary>
    private async Task<string> MakeAsync()
    {
        var path = _directory.File("made.db");
        await using var store = SqliteDocumentStore.Open(path);
        await store.TryCommitAsync([.. Enumerable.Range(0, 100).Select(n => new DocumentWrite(new("c", $"{n}"), Encoding.UTF8.GetBytes($"{{\"n\":\"{new string('x', 200)}\"}}"), 0))], Cancellation);
        return path;
    }
}
