using System.Security.Cryptography;
using Headwater.Objects.Listing;
using Headwater.Objects.Store;
using Headwater.Objects.Tests.Support;

namespace Headwater.Objects.Tests;

public sealed class UploadTests
{
    private const int LeastBytes = (int)UploadAssembly.LeastPartBytes;

    private static CancellationToken Cancel => StoreRig.Cancel;

    [Fact]
    public async Task Complete_OfParts_IsOneObjectWithTheETagOfItsParts()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        var parts = new[] { Bytes(LeastBytes, 1), Bytes(LeastBytes + 7, 2), Bytes(3, 3) };
        var uploaded = new List<UploadPart>();
        foreach (var (bytes, index) in parts.Select((bytes, index) => (bytes, index)))
        {
            uploaded.Add(await PutPartAsync(rig, name, index + 1, bytes));
        }

        var version = StoreRig.Good(await rig.Store.Uploads.CompleteAsync(name, Naming(uploaded), Cancel));

        byte[] whole = [.. parts.SelectMany(part => part)];
        Assert.Equal(Convert.ToHexStringLower(Md5([.. parts.SelectMany(part => Md5(part))])) + "-3", version.ETag);
        Assert.Equal(whole, await ReadAsync(rig, 0, whole.Length));
        Assert.Equal(whole[(LeastBytes - 5)..(LeastBytes + 9)], await ReadAsync(rig, LeastBytes - 5, 14));
        Assert.IsType<Refusal.NoSuchUpload>((await rig.Store.Uploads.FindAsync(name, Cancel)).Refusal);
    }

    [Fact]
    public async Task Complete_Twice_AnswersTheSame()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        var completion = Naming([await PutPartAsync(rig, name, 1, Bytes(10, 1))]);

        var first = StoreRig.Good(await rig.Store.Uploads.CompleteAsync(name, completion, Cancel));
        var second = StoreRig.Good(await rig.Store.Uploads.CompleteAsync(name, completion, Cancel));

        Assert.Equal((first.ETag, first.Sequence), (second.ETag, second.Sequence));
    }

    [Fact]
    public async Task Complete_WithWrongParts_SaysWhichAndChangesNothing()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        var first = await PutPartAsync(rig, name, 1, Bytes(10, 1));
        var second = await PutPartAsync(rig, name, 2, Bytes(10, 2));

        Assert.Equal(new Refusal.PartTooSmall(1, 10, LeastBytes), (await rig.Store.Uploads.CompleteAsync(name, Naming([first, second]), Cancel)).Refusal);
        Assert.IsType<Refusal.PartsOutOfOrder>((await rig.Store.Uploads.CompleteAsync(name, Naming([second, first]), Cancel)).Refusal);
        Assert.Equal(new Refusal.NoSuchPart(1), (await rig.Store.Uploads.CompleteAsync(name, Naming([first with { ETag = second.ETag }]), Cancel)).Refusal);
        Assert.Equal(new Refusal.NoSuchPart(3), (await rig.Store.Uploads.CompleteAsync(name, Naming([first with { Number = 3 }]), Cancel)).Refusal);
        Assert.Equal(new Refusal.SizeDiffers(11, 10), (await rig.Store.Uploads.CompleteAsync(name, Naming([first]) with { SizeBytes = 11 }, Cancel)).Refusal);
        Assert.Null(await rig.ReadAsync("key"));
        Assert.Equal(2, rig.FileCount);
    }

    [Fact]
    public async Task Part_UploadedAgain_ReplacesTheFirst()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        await PutPartAsync(rig, name, 1, Bytes(10, 1));
        var again = await PutPartAsync(rig, name, 1, Bytes(20, 2));

        var parts = StoreRig.Good(await rig.Store.Uploads.ListPartsAsync(name, 0, 10, Cancel));

        Assert.Equal([(1, 20L, again.ETag)], parts.Select(part => (part.Number, part.SizeBytes, part.ETag)));
        Assert.Equal(1, rig.FileCount);
    }

    [Fact]
    public async Task Complete_WithSomeParts_RemovesTheOthers()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        var first = await PutPartAsync(rig, name, 1, Bytes(10, 1));
        await PutPartAsync(rig, name, 2, Bytes(10, 2));

        StoreRig.Good(await rig.Store.Uploads.CompleteAsync(name, Naming([first]), Cancel));

        Assert.Equal(1, rig.FileCount);
    }

    [Fact]
    public async Task Abort_RemovesUploadAndParts()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        await PutPartAsync(rig, name, 1, Bytes(10, 1));

        Assert.True((await rig.Store.Uploads.AbortAsync(name, Cancel)).IsGood);

        Assert.Equal(0, rig.FileCount);
        Assert.IsType<Refusal.NoSuchUpload>((await rig.Store.Uploads.AbortAsync(name, Cancel)).Refusal);
        Assert.IsType<Refusal.NoSuchUpload>((await rig.Store.Uploads.CreatePartAsync(name, 2, new WriteTerms(), Cancel)).Refusal);
    }

    [Fact]
    public async Task Part_CompletedAfterItsUploadWasAborted_IsRefused()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        await using var writer = StoreRig.Good(await rig.Store.Uploads.CreatePartAsync(name, 1, new WriteTerms(), Cancel));
        await writer.WriteAsync(Bytes(10, 1), Cancel);

        await rig.Store.Uploads.AbortAsync(name, Cancel);

        Assert.IsType<Refusal.NoSuchUpload>((await writer.CompleteAsync(Cancel)).Refusal);
    }

    [Fact]
    public async Task Parts_OfAnUnfinishedUpload_SurviveTheProcess()
    {
        await using var rig = await StoreRig.OpenAsync();
        var name = await BeginAsync(rig);
        var part = await PutPartAsync(rig, name, 1, Bytes(10, 1));

        await rig.ReopenAsync();
        StoreRig.Good(await rig.Store.Uploads.CompleteAsync(name, Naming([part]), Cancel));

        Assert.Equal(Bytes(10, 1), await ReadAsync(rig, 0, 10));
    }

    [Fact]
    public async Task List_OfUploads_IsByKeyThenAge()
    {
        await using var rig = await StoreRig.OpenAsync();
        var second = await BeginAsync(rig, "b");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await BeginAsync(rig, "b");
        var first = await BeginAsync(rig, "a");

        var page = StoreRig.Good(await rig.Store.Uploads.ListAsync(StoreRig.BucketName, new ListQuery { Limit = 2 }, Cancel));
        var rest = StoreRig.Good(await rig.Store.Uploads.ListAsync(StoreRig.BucketName, new ListQuery { AfterKey = page.NextKey, AfterId = page.NextId }, Cancel));

        Assert.Equal([first.UploadId, second.UploadId], page.Items.Select(upload => upload.UploadId));
        Assert.Equal([third.UploadId], rest.Items.Select(upload => upload.UploadId));
    }

    private static byte[] Bytes(int count, byte seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static UploadCompletion Naming(IEnumerable<UploadPart> parts) =>
        new() { Parts = [.. parts.Select(part => new UploadCompletion.NamedPart(part.Number, part.ETag, null))] };

    private static async Task<UploadName> BeginAsync(StoreRig rig, string key = "key")
    {
        var upload = StoreRig.Good(await rig.Store.Uploads.CreateAsync(StoreRig.BucketName, new Upload { Key = key, Description = new() }, Cancel));
        return new UploadName(StoreRig.BucketName, key, upload.UploadId);
    }

    private static async Task<UploadPart> PutPartAsync(StoreRig rig, UploadName name, int number, byte[] bytes)
    {
        await using var writer = StoreRig.Good(await rig.Store.Uploads.CreatePartAsync(name, number, new WriteTerms(), Cancel));
        await writer.WriteAsync(bytes, Cancel);
        return StoreRig.Good(await writer.CompleteAsync(Cancel));
    }

    private static async Task<byte[]> ReadAsync(StoreRig rig, long offset, long count)
    {
        using var content = StoreRig.Good(await rig.Store.OpenAsync(new ObjectName(StoreRig.BucketName, "key"), Cancel));
        using var copy = new MemoryStream();
        await using var stream = content.TakeStream(offset, count);
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    private static byte[] Md5(ReadOnlySpan<byte> bytes) => CryptographicOperations.HashData(HashAlgorithmName.MD5, bytes);
}
