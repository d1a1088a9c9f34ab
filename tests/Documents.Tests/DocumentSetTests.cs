using System.Text.Json;

namespace Headwater.Documents.Tests;

public sealed class DocumentSetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_OfNothing_DeletesTheDocument()
    {
        await using var store = new MemoryDocumentStore();
        var set = new DocumentSet<string>(store, "c", JsonSerializerOptions.Default);
        await set.TryPutAsync("a", "value", 0, Cancellation);
        var found = await set.FindAsync("a", Cancellation);

        Assert.Equal("value", found!.Value);
        Assert.True(await set.TryPutAsync("a", null, found.Version, Cancellation));
        Assert.Null(await set.FindAsync("a", Cancellation));
        Assert.Empty(await set.ListAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Put_WithAVersionThatDoesNotStand_WritesNothing()
    {
        await using var store = new MemoryDocumentStore();
        var set = new DocumentSet<string>(store, "c", JsonSerializerOptions.Default);
        await set.TryPutAsync("a", "first", 0, Cancellation);

        Assert.False(await set.TryPutAsync("a", "second", 0, Cancellation));
        Assert.Equal("first", (await set.FindAsync("a", Cancellation))!.Value);
    }
}
