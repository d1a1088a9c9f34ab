using Headwater.Log.Tests.Support;

namespace Headwater.Log.Tests;

/// <summary>What every storage must do; each storage and each double runs it.</summary>
public abstract class StorageConformance
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the same storage again and again: what one left, the next finds.</summary>
    protected abstract ILogStorage Open();

    [Fact]
    public async Task List_OfANewStorage_IsEmpty()
    {
        await using var storage = Open();

        Assert.Empty(await storage.ListAsync(Cancellation));
    }

    [Fact]
    public async Task List_AfterReopening_IsInOrderOfSequenceWithLengths()
    {
        await using (var storage = Open())
        {
            foreach (var first in (long[])[100, 9, 1_000_000_000_000, 0])
            {
                using var extent = await storage.CreateAsync(first, Cancellation);
                await extent.WriteAsync(0, new byte[first % 7], Cancellation);
            }
        }

        await using var again = Open();

        Assert.Equal(
            [new(0, 0), new(9, 2), new(100, 2), new(1_000_000_000_000, 1_000_000_000_000 % 7)],
            await again.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Read_OfWhatWasWritten_IsTheSameAtEveryOffset()
    {
        await using var storage = Open();
        var bytes = Records.Payload(1, 1, 200_000);
        using var extent = await storage.CreateAsync(5, Cancellation);
        await extent.WriteAsync(0, bytes.AsMemory(0, 70_000), Cancellation);
        await extent.WriteAsync(70_000, bytes.AsMemory(70_000), Cancellation);

        foreach (var (offset, count) in ((int, int)[])[(0, 200_000), (0, 1), (65_535, 2), (131_072, 3), (199_999, 1), (12_345, 100_000)])
        {
            var read = new byte[count];
            Assert.Equal(count, await extent.ReadAsync(offset, read, Cancellation));
            Assert.Equal(bytes[offset..(offset + count)], read);
        }
    }

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(7, 10, 3)]
    [InlineData(10, 10, 0)]
    [InlineData(99, 10, 0)]
    public async Task Read_PastTheEnd_GivesWhatThereIs(int offset, int asked, int expected)
    {
        await using var storage = Open();
        using var extent = await storage.CreateAsync(0, Cancellation);
        await extent.WriteAsync(0, Records.Payload(1, 1, 10), Cancellation);

        Assert.Equal(expected, await extent.ReadAsync(offset, new byte[asked], Cancellation));
    }

    [Fact]
    public async Task Write_OverWhatIsThere_ReplacesIt()
    {
        await using var storage = Open();
        using var extent = await storage.CreateAsync(0, Cancellation);
        await extent.WriteAsync(0, new byte[] { 1, 2, 3, 4 }, Cancellation);
        await extent.WriteAsync(1, new byte[] { 8, 9 }, Cancellation);

        var read = new byte[8];
        Assert.Equal(4, await extent.ReadAsync(0, read, Cancellation));
        Assert.Equal([1, 8, 9, 4, 0, 0, 0, 0], read);
    }

    [Fact]
    public async Task Truncate_ThenWrite_LeavesNothingOfWhatWasCut()
    {
        await using var storage = Open();
        using var extent = await storage.CreateAsync(0, Cancellation);
        await extent.WriteAsync(0, Records.Payload(1, 1, 100_000), Cancellation);
        await extent.TruncateAsync(2, Cancellation);
        await extent.WriteAsync(2, new byte[] { 7 }, Cancellation);

        Assert.Equal(3, await extent.ReadAsync(0, new byte[100], Cancellation));
        Assert.Equal([new(0, 3)], await storage.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Flush_OfAWrittenExtent_Completes()
    {
        await using var storage = Open();
        using var extent = await storage.CreateAsync(0, Cancellation);
        await extent.WriteAsync(0, new byte[10], Cancellation);

        await extent.FlushAsync(Cancellation);

        Assert.Equal([new(0, 10)], await storage.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Open_OfNoSuchExtent_SaysSo()
    {
        await using var storage = Open();

        await Assert.ThrowsAsync<FileNotFoundException>(async () => await storage.OpenAsync(1, Cancellation));
    }

    [Fact]
    public async Task Open_Twice_SeesTheWritesOfTheOther()
    {
        await using var storage = Open();
        using var writer = await storage.CreateAsync(3, Cancellation);
        using var reader = await storage.OpenAsync(3, Cancellation);
        await writer.WriteAsync(0, new byte[] { 42 }, Cancellation);

        var read = new byte[1];
        Assert.Equal(1, await reader.ReadAsync(0, read, Cancellation));
        Assert.Equal(42, read[0]);
    }

    [Fact]
    public async Task Create_OfAnExistingNumber_BeginsAnew()
    {
        await using var storage = Open();
        using var old = await storage.CreateAsync(3, Cancellation);
        await old.WriteAsync(0, new byte[] { 1, 2, 3 }, Cancellation);

        using var fresh = await storage.CreateAsync(3, Cancellation);

        Assert.Equal([new(3, 0)], await storage.ListAsync(Cancellation));
        Assert.Equal(3, await old.ReadAsync(0, new byte[3], Cancellation));
    }

    [Fact]
    public async Task Delete_WhileOpen_LetsTheReaderGoOn()
    {
        await using var storage = Open();
        using (var writer = await storage.CreateAsync(3, Cancellation))
        {
            await writer.WriteAsync(0, new byte[] { 1, 2, 3 }, Cancellation);
        }

        using var reader = await storage.OpenAsync(3, Cancellation);
        await storage.DeleteAsync(3, Cancellation);

        Assert.Empty(await storage.ListAsync(Cancellation));
        Assert.Equal(3, await reader.ReadAsync(0, new byte[3], Cancellation));
    }

    [Fact]
    public async Task Delete_OfNoSuchExtent_IsNothing()
    {
        await using var storage = Open();

        await storage.DeleteAsync(3, Cancellation);

        Assert.Empty(await storage.ListAsync(Cancellation));
    }
}
