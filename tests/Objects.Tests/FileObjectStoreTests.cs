using System.Security.Cryptography;
using System.Text;
using Headwater.Documents;
using Headwater.Objects.Blobs;
using Headwater.Objects.Listing;
using Headwater.Objects.Tests.Support;

namespace Headwater.Objects.Tests;

public sealed class FileObjectStoreTests
{
    private static CancellationToken Cancel => StoreRig.Cancel;

    [Fact]
    public async Task Complete_OfAWriter_MakesTheObjectAppearWithItsDigests()
    {
        await using var rig = await StoreRig.OpenAsync();

        var version = await rig.PutAsync("a/key", "hello");

        Assert.Equal("hello", await rig.ReadAsync("a/key"));
        Assert.Equal(Convert.ToHexStringLower(Md5("hello"u8)), version.ETag);
        Assert.Equal((5, ObjectVersion.NullId, rig.Time.GetUtcNow()), (version.SizeBytes, version.VersionId, version.Modified));
        Assert.Equal(ChecksumAlgorithm.Crc64Nvme, version.Checksum!.Algorithm);
    }

    [Fact]
    public async Task Writer_NotCompleted_LeavesNothing()
    {
        await using var rig = await StoreRig.OpenAsync();
        await using (var writer = StoreRig.Good(await rig.Store.CreateAsync(StoreRig.BucketName, "key", new(), null, Cancel)))
        {
            await writer.WriteAsync("half"u8.ToArray(), Cancel);
            Assert.Null(await rig.ReadAsync("key"));
        }

        Assert.Null(await rig.ReadAsync("key"));
        Assert.Equal(0, rig.FileCount);
    }

    [Fact]
    public async Task Put_OverAnObject_ReplacesItAndItsFile()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.PutAsync("key", "old");

        await rig.PutAsync("key", "new");

        Assert.Equal("new", await rig.ReadAsync("key"));
        Assert.Single(await rig.VersionsAsync());
        Assert.Equal(1, rig.FileCount);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("..")]
    [InlineData("a\0b")]
    [InlineData("\u0001\u0002")]
    [InlineData("ключ/鍵/🗝")]
    public async Task Put_AnyKey_StaysInTheDirectory(string key)
    {
        await using var rig = await StoreRig.OpenAsync();

        await rig.PutAsync(key, "content");

        Assert.Equal("content", await rig.ReadAsync(key));
        Assert.Equal(key, Assert.Single(await rig.VersionsAsync()).Version.Key);
        Assert.Equal(1, rig.FileCount);
    }

    [Fact]
    public async Task Put_KeyThatIsNone_IsRefused()
    {
        await using var rig = await StoreRig.OpenAsync();

        Assert.IsType<Refusal.BadKey>((await rig.TryPutAsync("", "x")).Refusal);
        Assert.IsType<Refusal.BadKey>((await rig.TryPutAsync("\ud800", "x")).Refusal);
        Assert.Equal(new Refusal.KeyTooLong(1025), (await rig.TryPutAsync(new string('k', 1025), "x")).Refusal);
        Assert.IsType<Refusal.NoSuchBucket>((await rig.Store.CreateAsync("other", "key", new(), null, Cancel)).Refusal);
    }

    [Fact]
    public async Task Put_WithDigestsOfOtherBytes_IsRefusedAndLeavesNothing()
    {
        await using var rig = await StoreRig.OpenAsync();

        var md5 = await rig.TryPutAsync("key", "bytes", new WriteTerms { Md5 = Convert.ToBase64String(Md5("other"u8)) });
        var sha = await rig.TryPutAsync("key", "bytes", new WriteTerms { Checksum = ChecksumAlgorithm.Sha256, ExpectedChecksum = Convert.ToBase64String(SHA256.HashData("other"u8)) });
        var further = await rig.TryPutAsync("key", "bytes", new WriteTerms { Verified = new Checksum(ChecksumAlgorithm.Crc32, "AAAAAA==", 0) });

        Assert.IsType<Refusal.Md5Differs>(md5.Refusal);
        Assert.Equal(new Refusal.ChecksumDiffers(ChecksumAlgorithm.Sha256), sha.Refusal);
        Assert.Equal(new Refusal.ChecksumDiffers(ChecksumAlgorithm.Crc32), further.Refusal);
        Assert.Equal(0, rig.FileCount);
    }

    [Fact]
    public async Task Put_Conditions_AreOfTheCurrentObject()
    {
        await using var rig = await StoreRig.OpenAsync();
        var none = new WriteTerms { IfNoneMatch = "*" };

        Assert.IsType<Refusal.NoSuchKey>((await rig.TryPutAsync("key", "1", new WriteTerms { IfMatch = "*" })).Refusal);
        var first = await rig.PutAsync("key", "1", none);
        Assert.Equal(new Refusal.ConditionFailed("If-None-Match"), (await rig.TryPutAsync("key", "2", none)).Refusal);
        Assert.Equal(new Refusal.ConditionFailed("If-Match"), (await rig.TryPutAsync("key", "2", new WriteTerms { IfMatch = "other" })).Refusal);
        await rig.PutAsync("key", "2", new WriteTerms { IfMatch = first.ETag });

        Assert.Equal("2", await rig.ReadAsync("key"));
    }

    [Fact]
    public async Task Put_ManyAtOnceIfNoneIsThere_LetsOneIn()
    {
        await using var rig = await StoreRig.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(each => Task.Run(() => rig.TryPutAsync("key", $"{each}", new WriteTerms { IfNoneMatch = "*" }))));

        Assert.Single(answers, answer => answer.IsGood);
        Assert.Equal(1, rig.FileCount);
    }

    [Fact]
    public async Task Versions_Enabled_AreKeptAndDeletedByMarkers()
    {
        await using var rig = await StoreRig.OpenAsync(BucketVersioning.Enabled);
        var first = await rig.PutAsync("key", "1");
        var second = await rig.PutAsync("key", "2");

        var marker = await rig.DeleteAsync("key");

        Assert.True(marker.IsMarker);
        Assert.Null(await rig.ReadAsync("key"));
        Assert.Equal(("1", "2"), (await rig.ReadAsync("key", first.VersionId), await rig.ReadAsync("key", second.VersionId)));
        Assert.Equal([marker.VersionId, second.VersionId, first.VersionId], (await rig.VersionsAsync()).Select(item => item.Version.VersionId));
        Assert.IsType<Refusal.IsMarker>((await rig.Store.OpenAsync(new ObjectName(StoreRig.BucketName, "key", marker.VersionId), Cancel)).Refusal);

        Assert.True((await rig.DeleteAsync("key", marker.VersionId)).IsMarker);
        Assert.Equal("2", await rig.ReadAsync("key"));
        await rig.DeleteAsync("key", second.VersionId);
        Assert.Equal("1", await rig.ReadAsync("key"));
    }

    [Fact]
    public async Task Versions_Suspended_ReplaceOnlyTheNullVersion()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.PutAsync("key", "before");
        await rig.SetVersioningAsync(BucketVersioning.Enabled);
        var kept = await rig.PutAsync("key", "kept");
        await rig.SetVersioningAsync(BucketVersioning.Suspended);

        await rig.PutAsync("key", "after");

        Assert.Equal([ObjectVersion.NullId, kept.VersionId], (await rig.VersionsAsync()).Select(item => item.Version.VersionId));
        Assert.Equal(("after", "kept"), (await rig.ReadAsync("key", ObjectVersion.NullId), await rig.ReadAsync("key", kept.VersionId)));

        Assert.Equal(new Deletion(ObjectVersion.NullId, true), await rig.DeleteAsync("key"));
        Assert.Equal([(ObjectVersion.NullId, true), (kept.VersionId, false)], (await rig.VersionsAsync()).Select(item => (item.Version.VersionId, item.Version.IsDeleteMarker)));
    }

    [Fact]
    public async Task Delete_WhatIsNotThere_IsDone()
    {
        await using var rig = await StoreRig.OpenAsync(BucketVersioning.Enabled);
        var version = await rig.PutAsync("key");

        Assert.Equal(new Deletion(version.VersionId, false), await rig.DeleteAsync("other", version.VersionId));
        Assert.IsType<Refusal.BadVersionId>((await rig.Store.DeleteAsync(new ObjectName(StoreRig.BucketName, "key", "nonsense"), null, Cancel)).Refusal);
        Assert.IsType<Refusal.ConditionFailed>((await rig.Store.DeleteAsync(new ObjectName(StoreRig.BucketName, "key"), found => found is null, Cancel)).Refusal);
        Assert.Equal("content", await rig.ReadAsync("key"));
    }

    [Fact]
    public async Task Content_Opened_OutlivesItsDeletion()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.PutAsync("key", "still here");
        var content = StoreRig.Good(await rig.Store.OpenAsync(new ObjectName(StoreRig.BucketName, "key"), Cancel));

        await rig.DeleteAsync("key");
        using (var reader = new StreamReader(content.TakeStream(6, 4)))
        {
            Assert.Equal("here", await reader.ReadToEndAsync(Cancel));
        }

        Assert.Equal(0, rig.FileCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_AfterACommitThatFailed_KeepsWhatWasCommittedAndDropsTheRest(bool wasCommitted)
    {
        var documents = new FailingDocuments(new MemoryDocumentStore());
        await using var rig = await StoreRig.OpenAsync(documents: documents);
        await rig.PutAsync("key", "old");

        documents.Next = wasCommitted ? FailingDocuments.Failure.AfterCommit : FailingDocuments.Failure.BeforeCommit;
        await Assert.ThrowsAsync<IOException>(() => rig.TryPutAsync("key", "new"));
        await rig.ReopenAsync();

        Assert.Equal(wasCommitted ? "new" : "old", await rig.ReadAsync("key"));
        Assert.Equal(1, rig.FileCount);
    }

    [Fact]
    public async Task Open_AfterACrashWhileWriting_RemovesTheHalfFile()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.PutAsync("key", "whole");
        await File.WriteAllTextAsync(Path.Combine(rig.Directory, "incoming", new string('a', 32)), "half", Cancel);

        await rig.ReopenAsync();

        Assert.Equal("whole", await rig.ReadAsync("key"));
        Assert.Equal(1, rig.FileCount);
    }

    [Fact]
    public async Task Write_ToAFullDisk_SaysSo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device that is always full.");
        await using var rig = await StoreRig.OpenAsync();
        var path = Path.Combine(rig.Directory, "full");
        File.CreateSymbolicLink(path, "/dev/full");
        await using var writer = new DigestingStream<ObjectVersion>(new BlobFile("full", path, FileMode.Open), new WriteTerms(), (_, _) => throw new InvalidOperationException());

        await Assert.ThrowsAsync<StoreFullException>(() => writer.WriteAsync(new byte[10], Cancel).AsTask());

        Assert.IsType<Refusal.NoRoom>((await writer.CompleteAsync(Cancel)).Refusal);
    }

    [Fact]
    public async Task Bucket_WithAnyVersion_IsNotDeleted()
    {
        await using var rig = await StoreRig.OpenAsync(BucketVersioning.Enabled);
        var version = await rig.PutAsync("key");
        var marker = await rig.DeleteAsync("key");
        await rig.DeleteAsync("key", version.VersionId);

        Assert.IsType<Refusal.BucketNotEmpty>((await rig.Store.Buckets.DeleteAsync(StoreRig.BucketName, Cancel)).Refusal);
        await rig.DeleteAsync("key", marker.VersionId);

        Assert.True((await rig.Store.Buckets.DeleteAsync(StoreRig.BucketName, Cancel)).IsGood);
        Assert.Null(await rig.Store.Buckets.FindAsync(StoreRig.BucketName, Cancel));
    }

    [Fact]
    public async Task Update_OfADescription_KeepsTheBytes()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.PutAsync("key", "bytes", description: new ObjectDescription { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["a"] = "b" } });

        await rig.Store.UpdateAsync(new ObjectName(StoreRig.BucketName, "key"), found => found with { Description = found.Description with { StorageClass = "GLACIER" } }, Cancel);

        var found = StoreRig.Good(await rig.Store.FindAsync(new ObjectName(StoreRig.BucketName, "key"), Cancel));
        Assert.Equal(("GLACIER", "text/plain", "b"), (found.Description.StorageClass, found.Description.ContentType, found.Description.Metadata["a"]));
        Assert.Equal("bytes", await rig.ReadAsync("key"));
    }

    [Fact]
    public async Task List_ManyVersionsOfOneKey_ShowsTheKeyOnce()
    {
        await using var rig = await StoreRig.OpenAsync(BucketVersioning.Enabled);
        foreach (var each in Enumerable.Range(0, 30))
        {
            await rig.PutAsync("a", $"{each}");
        }

        await rig.PutAsync("b", "other");

        var page = StoreRig.Good(await rig.Store.ListAsync(StoreRig.BucketName, new ListQuery(), Cancel));
        Assert.Equal(["a", "b"], page.Items.Select(item => item.Key));
        Assert.Equal(Encoding.UTF8.GetByteCount("29"), page.Items[0].SizeBytes);
    }

    private static byte[] Md5(ReadOnlySpan<byte> bytes) => CryptographicOperations.HashData(HashAlgorithmName.MD5, bytes);
}
