using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.S3;

namespace Headwater.Aws.Tests.S3;

public sealed class ObjectTests
{
    private static JsonObject Asked => new() { ["Bucket"] = "media", ["Key"] = "key" };

    [Fact]
    public async Task PutObject_WithHeadersAndMetadata_GivesThemBack()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        var put = await rig.PutAsync("media", "key", "hello", new()
        {
            ["ContentType"] = "video/mp2t",
            ["CacheControl"] = "max-age=1",
            ["ContentEncoding"] = "gzip,aws-chunked",
            ["Metadata"] = new JsonObject { ["Title"] = "a b" },
            ["Tagging"] = "a=1&b=x%20y",
        });

        var head = await rig.CallAsync("HeadObject", Asked);

        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", (string?)put["ETag"]);
        Assert.Equal("AES256", (string?)put["ServerSideEncryption"]);
        Assert.NotNull(put["ChecksumCRC64NVME"]);
        Assert.Null(put["VersionId"]);
        Assert.Equal(("video/mp2t", "max-age=1", "gzip", 5L), ((string?)head["ContentType"], (string?)head["CacheControl"], (string?)head["ContentEncoding"], (long)head["ContentLength"]!));
        Assert.Equal("a b", (string?)head["Metadata"]!["title"]);
        Assert.Equal(2, (int)head["TagCount"]!);
        Assert.Equal("x y", (string?)(await rig.CallAsync("GetObjectTagging", Asked))["TagSet"]![1]!["Value"]);
    }

    [Fact]
    public async Task PutObject_WithAChecksum_KeepsAndReturnsIt()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        var sha = Convert.ToBase64String(SHA256.HashData("hello"u8));

        await rig.PutAsync("media", "key", "hello", new() { ["ChecksumSHA256"] = sha });

        Assert.Null((await rig.CallAsync("HeadObject", Asked))["ChecksumSHA256"]);
        var head = await rig.CallAsync("HeadObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["ChecksumMode"] = "ENABLED" });
        Assert.Equal((sha, "FULL_OBJECT"), ((string?)head["ChecksumSHA256"], (string?)head["ChecksumType"]));
        Assert.Equal("BadDigest", (await rig.FailAsync("PutObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["ChecksumSHA256"] = sha }, "other")).Code);
        Assert.Equal("InvalidRequest", (await rig.FailAsync("PutObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["ChecksumSHA256"] = "abc" }, "hello")).Code);
        Assert.Equal("InvalidDigest", (await rig.FailAsync("PutObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["ContentMD5"] = "abc" }, "hello")).Code);
    }

    [Fact]
    public async Task PutObject_WithATrailer_KeepsItsAlgorithm()
    {
        await using var rig = await S3Rig.OpenAsync("media");

        var put = await rig.CallAsync("PutObject", Asked, "123456789", new(StringComparer.OrdinalIgnoreCase) { ["x-amz-trailer"] = "x-amz-checksum-crc32" });

        Assert.Equal("y/Q5Jg==", (string?)put["ChecksumCRC32"]);
    }

    [Theory]
    [InlineData("bytes=0-3", "0123", "bytes 0-3/10")]
    [InlineData("bytes=8-", "89", "bytes 8-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=5-99", "56789", "bytes 5-9/10")]
    [InlineData("bytes=0-1,4-5", "0123456789", null)]
    [InlineData("bytes=x", "0123456789", null)]
    [InlineData("bytes=5-2", "0123456789", null)]
    [InlineData("lines=1-2", "0123456789", null)]
    public async Task GetObject_Range_IsThatPart(string range, string content, string? contentRange)
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "key", "0123456789");
        var request = new JsonObject { ["Bucket"] = "media", ["Key"] = "key", ["Range"] = range };

        Assert.Equal(content, await rig.ReadAsync(request));

        var answer = await rig.CallAsync("HeadObject", request);
        Assert.Equal((contentRange, contentRange is null ? (int?)null : 206, (long)content.Length), ((string?)answer["ContentRange"], rig.Last.ResponseStatus, (long)answer["ContentLength"]!));
    }

    [Fact]
    public async Task GetObject_RangeBehindTheEnd_IsNotSatisfiable()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "key", "0123456789");

        var error = await rig.FailAsync("GetObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["Range"] = "bytes=10-" });

        Assert.Equal(("InvalidRange", 416, "bytes */10"), (error.Code, error.Status, rig.Last.ResponseHeaders["Content-Range"]));
    }

    [Theory]
    [InlineData("IfMatch", "\"781e5e245d69b566979b86e28d23f2c7\"", null)]
    [InlineData("IfMatch", "\"other\"", 412)]
    [InlineData("IfNoneMatch", "\"781e5e245d69b566979b86e28d23f2c7\"", 304)]
    [InlineData("IfNoneMatch", "*", 304)]
    [InlineData("IfNoneMatch", "\"other\"", null)]
    [InlineData("IfModifiedSince", "2026-01-15T10:30:00.000Z", 304)]
    [InlineData("IfModifiedSince", "2026-01-15T10:29:59.000Z", null)]
    [InlineData("IfUnmodifiedSince", "2026-01-15T10:30:00.000Z", null)]
    [InlineData("IfUnmodifiedSince", "2026-01-15T10:29:59.000Z", 412)]
    public async Task GetObject_Condition_LetsOrStops(string member, string value, int? status)
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "key", "0123456789");
        var request = new JsonObject { ["Bucket"] = "media", ["Key"] = "key", [member] = value };

        if (status is null)
        {
            Assert.Equal("0123456789", await rig.ReadAsync(request));
        }
        else
        {
            Assert.Equal(status, (await rig.FailAsync("GetObject", request)).Status);
        }
    }

    [Fact]
    public async Task PutObject_Condition_StopsTheSecond()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        var request = new JsonObject { ["Bucket"] = "media", ["Key"] = "key", ["IfNoneMatch"] = "*" };
        await rig.CallAsync("PutObject", request, "1");

        var error = await rig.FailAsync("PutObject", request, "2");

        Assert.Equal(("PreconditionFailed", 412), (error.Code, error.Status));
    }

    [Fact]
    public async Task GetObject_Missing_IsToldOnlyToWhoMayList()
    {
        await using var rig = await S3Rig.OpenAsync("media");

        Assert.Equal("NoSuchKey", (await rig.FailAsync("GetObject", Asked)).Code);
        rig.Refuses = (_, permission) => permission.Action == "s3:ListBucket" ? "no" : null;
        Assert.Equal("AccessDenied", (await rig.FailAsync("GetObject", Asked)).Code);
    }

    [Fact]
    public async Task DeleteObject_Versioned_AddsAMarkerThatIsTold()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.CallAsync("PutBucketVersioning", new() { ["Bucket"] = "media", ["VersioningConfiguration"] = new JsonObject { ["Status"] = "Enabled" } });
        var version = (string?)(await rig.PutAsync("media", "key", "1"))["VersionId"];

        var deleted = await rig.CallAsync("DeleteObject", Asked);

        Assert.True((bool)deleted["DeleteMarker"]!);
        Assert.Equal("NoSuchKey", (await rig.FailAsync("HeadObject", Asked)).Code);
        Assert.Equal("true", rig.Last.ResponseHeaders["x-amz-delete-marker"]);
        Assert.Equal("1", await rig.ReadAsync(new() { ["Bucket"] = "media", ["Key"] = "key", ["VersionId"] = version }));
        Assert.Equal(405, (await rig.FailAsync("GetObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["VersionId"] = (string?)deleted["VersionId"] })).Status);
        Assert.Equal("NoSuchVersion", (await rig.FailAsync("GetObject", new() { ["Bucket"] = "media", ["Key"] = "other", ["VersionId"] = version })).Code);
        Assert.Equal("InvalidArgument", (await rig.FailAsync("GetObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["VersionId"] = "nonsense" })).Code);
    }

    [Fact]
    public async Task DeleteObjects_OneNotAllowed_DeletesTheOthers()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "a", "1");
        await rig.PutAsync("media", "b", "2");
        rig.Refuses = (_, permission) => permission == new Permission("s3:DeleteObject", "arn:aws:s3:::media/b") ? "not b" : null;

        var answer = await rig.CallAsync("DeleteObjects", new()
        {
            ["Bucket"] = "media",
            ["Delete"] = new JsonObject { ["Objects"] = new JsonArray(new JsonObject { ["Key"] = "a" }, new JsonObject { ["Key"] = "b" }, new JsonObject { ["Key"] = "never" }) },
        });

        Assert.Equal(["a", "never"], answer["Deleted"]!.AsArray().Select(item => (string?)item!["Key"]));
        Assert.Equal(("b", "AccessDenied"), ((string?)answer["Errors"]![0]!["Key"], (string?)answer["Errors"]![0]!["Code"]));
        Assert.Equal("MalformedXML", (await rig.FailAsync("DeleteObjects", new() { ["Bucket"] = "media", ["Delete"] = new JsonObject { ["Objects"] = new JsonArray() } })).Code);
    }

    [Fact]
    public async Task CopyObject_ToAnotherKey_TakesBytesMetadataAndTags()
    {
        await using var rig = await S3Rig.OpenAsync("media", "other");
        await rig.PutAsync("media", "a b/ü", "hello", new() { ["ContentType"] = "text/plain", ["Tagging"] = "a=1", ["Metadata"] = new JsonObject { ["m"] = "n" } });

        var copied = await rig.CallAsync("CopyObject", new() { ["Bucket"] = "other", ["Key"] = "copy", ["CopySource"] = "/media/a%20b/%C3%BC" });
        var head = await rig.CallAsync("HeadObject", new() { ["Bucket"] = "other", ["Key"] = "copy" });

        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", (string?)copied["CopyObjectResult"]!["ETag"]);
        Assert.Equal(("text/plain", "n", 1), ((string?)head["ContentType"], (string?)head["Metadata"]!["m"], (int)head["TagCount"]!));
    }

    [Fact]
    public async Task CopyObject_OntoItself_MustChangeSomething()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "key", "hello");

        Assert.Equal("InvalidRequest", (await rig.FailAsync("CopyObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["CopySource"] = "media/key" })).Code);
        await rig.CallAsync("CopyObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["CopySource"] = "media/key", ["MetadataDirective"] = "REPLACE", ["ContentType"] = "a/b" });

        Assert.Equal("a/b", (string?)(await rig.CallAsync("HeadObject", Asked))["ContentType"]);
        Assert.Equal("hello", await rig.ReadAsync(Asked));
    }

    [Fact]
    public async Task CopyObject_NeedsBothEnds()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "key", "hello");

        await rig.CallAsync("CopyObject", new() { ["Bucket"] = "media", ["Key"] = "copy", ["CopySource"] = "media/key" });

        Assert.Equal([("s3:PutObject", "arn:aws:s3:::media/copy"), ("s3:GetObject", "arn:aws:s3:::media/key")], rig.Needed.Select(need => (need.Action, need.Resource)));
    }

    [Fact]
    public async Task GetObject_Archived_MustBeRestored()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "key", "cold", new() { ["StorageClass"] = "GLACIER" });

        Assert.Equal("InvalidObjectState", (await rig.FailAsync("GetObject", Asked)).Code);
        await rig.CallAsync("RestoreObject", new() { ["Bucket"] = "media", ["Key"] = "key", ["RestoreRequest"] = new JsonObject { ["Days"] = 2 } });
        Assert.Equal(202, rig.Last.ResponseStatus);
        Assert.Equal("cold", await rig.ReadAsync(Asked));
        rig.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal("InvalidObjectState", (await rig.FailAsync("GetObject", Asked)).Code);
    }

    [Fact]
    public async Task Upload_InParts_IsListedCompletedAndReadByPart()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        var upload = (string)(await rig.CallAsync("CreateMultipartUpload", new() { ["Bucket"] = "media", ["Key"] = "key", ["ChecksumAlgorithm"] = "CRC32" }))["UploadId"]!;
        var big = new string('x', 5 << 20);
        var first = await PartAsync(1, big);
        var second = await PartAsync(2, "end");

        Assert.Single((await rig.CallAsync("ListMultipartUploads", new() { ["Bucket"] = "media" }))["Uploads"]!.AsArray());
        var parts = await rig.CallAsync("ListParts", new() { ["Bucket"] = "media", ["Key"] = "key", ["UploadId"] = upload, ["MaxParts"] = 1 });
        Assert.True((bool)parts["IsTruncated"]!);
        Assert.Equal("InvalidPartOrder", (await rig.FailAsync("CompleteMultipartUpload", Completing((2, second), (1, first)))).Code);
        var done = await rig.CallAsync("CompleteMultipartUpload", Completing((1, first), (2, second)));
        Assert.EndsWith("-2\"", (string?)done["ETag"]);
        Assert.Equal("COMPOSITE", (string?)done["ChecksumType"]);
        Assert.EndsWith("-2", (string?)done["ChecksumCRC32"]);
        Assert.Equal("end", await rig.ReadAsync(new() { ["Bucket"] = "media", ["Key"] = "key", ["PartNumber"] = 2 }));
        Assert.Equal(206, rig.Last.ResponseStatus);
        var attributes = await rig.CallAsync("GetObjectAttributes", new() { ["Bucket"] = "media", ["Key"] = "key", ["ObjectAttributes"] = new JsonArray("ObjectParts", "ObjectSize") });
        Assert.Equal((2, (5L << 20) + 3), ((int)attributes["ObjectParts"]!["TotalPartsCount"]!, (long)attributes["ObjectSize"]!));

        async Task<JsonObject> PartAsync(int number, string content) =>
            await rig.CallAsync("UploadPart", new() { ["Bucket"] = "media", ["Key"] = "key", ["UploadId"] = upload, ["PartNumber"] = number }, content);

        JsonObject Completing(params (int Number, JsonObject Part)[] named) => new()
        {
            ["Bucket"] = "media",
            ["Key"] = "key",
            ["UploadId"] = upload,
            ["MultipartUpload"] = new JsonObject
            {
                ["Parts"] = new JsonArray([.. named.Select(part => (JsonNode)new JsonObject { ["PartNumber"] = part.Number, ["ETag"] = (string?)part.Part["ETag"], ["ChecksumCRC32"] = (string?)part.Part["ChecksumCRC32"] })]),
            },
        };
    }

    [Fact]
    public async Task UploadPartCopy_OfARange_TakesThatRange()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "from", "0123456789");
        var upload = (string)(await rig.CallAsync("CreateMultipartUpload", Asked))["UploadId"]!;
        JsonObject Request(string range) => new() { ["Bucket"] = "media", ["Key"] = "key", ["UploadId"] = upload, ["PartNumber"] = 1, ["CopySource"] = "media/from", ["CopySourceRange"] = range };

        var part = await rig.CallAsync("UploadPartCopy", Request("bytes=2-4"));
        await rig.CallAsync("CompleteMultipartUpload", new()
        {
            ["Bucket"] = "media",
            ["Key"] = "key",
            ["UploadId"] = upload,
            ["MultipartUpload"] = new JsonObject { ["Parts"] = new JsonArray(new JsonObject { ["PartNumber"] = 1, ["ETag"] = (string?)part["CopyPartResult"]!["ETag"] }) },
        });

        Assert.Equal("234", await rig.ReadAsync(Asked));
        Assert.Equal("NoSuchUpload", (await rig.FailAsync("UploadPartCopy", Request("bytes=0-1"))).Code);
    }

    [Fact]
    public async Task ListObjectsV2_InPages_FollowsTokensAndEncodes()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        foreach (var key in new[] { "a b/1", "a b/2", "c", "d" })
        {
            await rig.PutAsync("media", key, "x");
        }

        var first = await rig.CallAsync("ListObjectsV2", new() { ["Bucket"] = "media", ["Delimiter"] = "/", ["MaxKeys"] = 1, ["EncodingType"] = "url" });
        var second = await rig.CallAsync("ListObjectsV2", new() { ["Bucket"] = "media", ["Delimiter"] = "/", ["ContinuationToken"] = (string?)first["NextContinuationToken"] });

        Assert.Equal("a%20b/", (string?)first["CommonPrefixes"]![0]!["Prefix"]);
        Assert.Equal(["c", "d"], second["Contents"]!.AsArray().Select(item => (string?)item!["Key"]));
        Assert.Equal((2, false), ((int)second["KeyCount"]!, (bool)second["IsTruncated"]!));
        Assert.Equal("InvalidArgument", (await rig.FailAsync("ListObjectsV2", new() { ["Bucket"] = "media", ["ContinuationToken"] = "!" })).Code);
        Assert.Equal("InvalidArgument", (await rig.FailAsync("ListObjectsV2", new() { ["Bucket"] = "media", ["MaxKeys"] = -1 })).Code);
    }

    [Theory]
    [InlineData("SSECustomerAlgorithm", "AES256", "NotImplemented")]
    [InlineData("ObjectLockMode", "GOVERNANCE", "InvalidRequest")]
    [InlineData("StorageClass", "SNOW", "InvalidStorageClass")]
    [InlineData("Tagging", "aws:x=1", "InvalidTag")]
    [InlineData("WebsiteRedirectLocation", "elsewhere", "InvalidArgument")]
    public async Task PutObject_WhatIsNotRun_IsRefusedByName(string member, string value, string code)
    {
        await using var rig = await S3Rig.OpenAsync("media");

        Assert.Equal(code, (await rig.FailAsync("PutObject", new() { ["Bucket"] = "media", ["Key"] = "key", [member] = value }, "x")).Code);
        Assert.Equal("NoSuchKey", (await rig.FailAsync("HeadObject", Asked)).Code);
    }

    [Fact]
    public async Task PutObject_ShorterThanSaid_IsIncomplete()
    {
        var error = await Assert.ThrowsAsync<AwsException>(() => Payloads.StoreAsync(
            new Counting(), new MemoryStream([1, 2]), 3, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal("IncompleteBody", error.Code);
    }

    private sealed class Counting : Objects.CommitStream<string>
    {
        private long _length;

        public override long Length => _length;

        public override ValueTask<Objects.Answer<string>> CompleteAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("It must not be completed.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return default;
        }

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Flush()
        {
        }
    }
}
