using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

public sealed class MediaLogOptionsTests
{
    [Fact]
    public async Task Open_WithSeveralOptionsOutOfRange_NamesThemAll()
    {
        var options = new MediaLogOptions
        {
            RetentionPromise = TimeSpan.Zero,
            MaximumBytes = 1,
            RetentionFloor = TimeSpan.FromSeconds(-1),
            ExtentDuration = TimeSpan.Zero,
            ExtentBytes = 0,
            FlushInterval = TimeSpan.Zero,
            OpenExtents = 0,
        };

        var thrown = await Assert.ThrowsAsync<ArgumentException>(async () =>
            await MediaLog.OpenAsync(new MemoryLogStorage(), options, new FakeTimeProvider(), null, TestContext.Current.CancellationToken));

        Assert.All(
            typeof(MediaLogOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name),
            name => Assert.Contains(name + " must", thrown.Message, StringComparison.Ordinal));
    }
}
