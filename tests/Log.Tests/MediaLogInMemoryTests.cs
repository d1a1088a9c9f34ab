namespace Headwater.Log.Tests;

public sealed class MediaLogInMemoryTests : MediaLogConformance
{
    private readonly MemoryLogStorage _storage = new();

    protected override ILogStorage OpenStorage() => _storage;
}
