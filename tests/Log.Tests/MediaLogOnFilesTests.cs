using Headwater.Log.Tests.Support;
using Headwater.Storage.Files;

namespace Headwater.Log.Tests;

public sealed class MediaLogOnFilesTests : MediaLogConformance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override ILogStorage OpenStorage() => FileLogStorage.Open(_directory.Path);
}
