namespace Headwater.Observe.Tests.Support;

/// <summary>A directory that ends with its test.</summary>
public sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("headwater-observe-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
