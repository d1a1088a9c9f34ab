namespace Headwater.Log.Tests.Support;

/// <summary>The bytes of a storage, to cut, to spoil and to put back: what a machine finds after a crash.</summary>
internal sealed class StorageImage
{
    private StorageImage(IReadOnlyList<(long First, byte[] Bytes)> extents) => Extents = extents;

    public IReadOnlyList<(long First, byte[] Bytes)> Extents { get; }

    public static async Task<StorageImage> TakeAsync(ILogStorage storage)
    {
        List<(long, byte[])> extents = [];
        foreach (var stored in await storage.ListAsync(CancellationToken.None))
        {
            using var extent = await storage.OpenAsync(stored.FirstSequence, CancellationToken.None);
            var bytes = new byte[stored.LengthBytes];
            await extent.ReadAsync(0, bytes, CancellationToken.None);
            extents.Add((stored.FirstSequence, bytes));
        }

        return new(extents);
    }

    /// <summary>A storage of these bytes, but for one extent, which has others; null leaves it out.</summary>
    public async Task<MemoryLogStorage> WithAsync(int extent, byte[]? bytes)
    {
        var storage = new MemoryLogStorage();
        for (var index = 0; index < Extents.Count; index++)
        {
            if (index != extent || bytes is not null)
            {
                using var created = await storage.CreateAsync(Extents[index].First, CancellationToken.None);
                await created.WriteAsync(0, index == extent ? bytes! : Extents[index].Bytes, CancellationToken.None);
            }
        }

        return storage;
    }
}
