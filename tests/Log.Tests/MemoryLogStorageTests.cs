namespace Headwater.Log.Tests;

public sealed class MemoryLogStorageTests : StorageConformance
{
    private readonly MemoryLogStorage _storage = new();

    protected override ILogStorage Open() => _storage;
}
