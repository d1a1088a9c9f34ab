using Headwater.Log.Tests.Support;

namespace Headwater.Log.Tests;

/// <summary>The doubles are storages too, as long as they are not told to fail.</summary>
public sealed class FullStorageTests : StorageConformance
{
    private readonly MemoryLogStorage _storage = new();

    protected override ILogStorage Open() => new FullStorage(_storage);
}

public sealed class FailingStorageTests : StorageConformance
{
    private readonly MemoryLogStorage _storage = new();

    protected override ILogStorage Open() => new FailingStorage(_storage);
}

public sealed class TornStorageTests : StorageConformance
{
    private readonly MemoryLogStorage _storage = new();

    protected override ILogStorage Open() => new TornStorage(_storage);
}

public sealed class FlushNotingStorageTests : StorageConformance
{
    private readonly MemoryLogStorage _storage = new();

    protected override ILogStorage Open() => new FlushNotingStorage(_storage);
}

public sealed class SlowStorageTests : StorageConformance
{
    private readonly MemoryLogStorage _storage = new();

    protected override ILogStorage Open() => new SlowStorage(_storage);
}
