using Headwater.Log.Tests.Support;
using Headwater.Storage.Files;

namespace Headwater.Log.Tests;

public sealed class FileLogStorageTests : StorageConformance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override ILogStorage Open() => FileLogStorage.Open(_directory.Path);

    [Fact]
    public async Task Open_OfADirectoryThatIsOpen_IsRefusedUntilItIsGivenBack()
    {
        await using (Open())
        {
            Assert.Throws<IOException>(() => FileLogStorage.Open(_directory.Path));
        }

        await using var again = Open();
        Assert.Empty(await again.ListAsync(Cancellation));
    }

    [Fact]
    public async Task List_WithForeignFiles_LeavesThemOut()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "notes.txt"), "x", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "-1.extent"), "x", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "copy of 12.extent"), "x", Cancellation);
        await using var storage = Open();

        Assert.Empty(await storage.ListAsync(Cancellation));
    }

    [Fact]
    public void Open_WhereAFileIs_IsAnIOException()
    {
        var path = Path.Combine(_directory.Path, "file");
        File.WriteAllText(path, "x");

        Assert.ThrowsAny<IOException>(() => FileLogStorage.Open(path));
    }
}
