using System.Text.Json.Nodes;
using Headwater.Aws.Services.S3;
using Headwater.Aws.Tests.Support;
using Headwater.Documents;
using Headwater.Objects;

namespace Headwater.Aws.Tests.S3;

public sealed class S3WireTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("s3-wire-").FullName;
    private readonly MemoryDocumentStore _documents = new();
    private FileObjectStore _store = null!;
    private AwsRig _rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Clients compare times of objects with their own clock, so the store has the machine's here.
        _store = await FileObjectStore.OpenAsync(Path.Combine(_directory, "store"), _documents, TimeProvider.System, Cancel);
        _rig = await AwsRig.StartAsync(new AwsRigParts { Preflight = new S3Preflight(_store) }, new S3Service(_store, new RigAuthorizer()));
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_directory, true);
    }

    [Fact]
    public async Task Boto3_Objects_ArePutReadListedCopiedAndDeleted() =>
        Assert.Equal("ok", (await _rig.PythonAsync("""
            s3 = client("s3")
            s3.create_bucket(Bucket="media")
            s3.create_bucket(Bucket="media")
            assert s3.list_buckets()["Buckets"][0]["Name"] == "media"
            keys = ["a b/ü+1", "a b/2", "c&<>", "../x", "d//e", "f%20g"]
            for key in keys:
                s3.put_object(Bucket="media", Key=key, Body=key.encode(), Metadata={"name": "value"}, ContentType="text/plain", Tagging="a=1")
            for key in keys:
                got = s3.get_object(Bucket="media", Key=key)
                assert got["Body"].read() == key.encode(), key
                assert got["Metadata"] == {"name": "value"} and got["ContentType"] == "text/plain" and got["TagCount"] == 1, got
            listed = [item["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket="media", PaginationConfig={"PageSize": 2}) for item in page["Contents"]]
            assert listed == sorted(keys, key=lambda key: key.encode()), listed
            grouped = s3.list_objects(Bucket="media", Delimiter="/")
            assert [item["Prefix"] for item in grouped["CommonPrefixes"]] == ["../", "a b/", "d/"], grouped
            part = s3.get_object(Bucket="media", Key="a b/2", Range="bytes=2-3")
            assert part["Body"].read() == b"b/" and part["ResponseMetadata"]["HTTPStatusCode"] == 206 and part["ContentRange"] == "bytes 2-3/5", part
            assert fails(s3.get_object, Bucket="media", Key="a b/2", Range="bytes=9-")["Error"]["Code"] == "InvalidRange"
            assert fails(s3.get_object, Bucket="media", Key="a b/2", IfNoneMatch=part["ETag"])["ResponseMetadata"]["HTTPStatusCode"] == 304
            assert fails(s3.put_object, Bucket="media", Key="a b/2", Body=b"x", IfNoneMatch="*")["Error"]["Code"] == "PreconditionFailed"
            assert fails(s3.get_object, Bucket="media", Key="none")["Error"]["Code"] == "NoSuchKey"
            assert fails(s3.head_object, Bucket="media", Key="none")["Error"]["Code"] == "404"
            assert fails(s3.head_bucket, Bucket="none")["Error"]["Code"] == "404"
            assert fails(s3.delete_bucket, Bucket="media")["Error"]["Code"] == "BucketNotEmpty"
            s3.copy_object(Bucket="media", Key="copy", CopySource={"Bucket": "media", "Key": "a b/ü+1"})
            assert s3.get_object(Bucket="media", Key="copy")["Body"].read() == "a b/ü+1".encode()
            s3.put_object_tagging(Bucket="media", Key="copy", Tagging={"TagSet": [{"Key": "x", "Value": "y"}]})
            assert s3.get_object_tagging(Bucket="media", Key="copy")["TagSet"] == [{"Key": "x", "Value": "y"}]
            sums = s3.put_object(Bucket="media", Key="sum", Body=b"123456789", ChecksumAlgorithm="SHA256")
            assert s3.get_object_attributes(Bucket="media", Key="sum", ObjectAttributes=["Checksum", "ObjectSize"])["Checksum"]["ChecksumSHA256"] == sums["ChecksumSHA256"]
            assert fails(s3.put_object, Bucket="media", Key="sum", Body=b"123456789", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")["Error"]["Code"] == "BadDigest"
            gone = s3.delete_objects(Bucket="media", Delete={"Objects": [{"Key": key} for key in keys + ["copy", "sum"]]})
            assert len(gone["Deleted"]) == 8 and "Errors" not in gone, gone
            s3.delete_bucket(Bucket="media")
            print("ok")
            """, Cancel)).Trim());

    [Fact]
    public async Task Boto3_VersionsAndConfigurations_AreWhatTerraformReads() =>
        Assert.Equal("ok", (await _rig.PythonAsync("""
            s3 = client("s3")
            s3.create_bucket(Bucket="media")
            for call, code in [("get_bucket_policy", "NoSuchBucketPolicy"), ("get_bucket_cors", "NoSuchCORSConfiguration"), ("get_bucket_website", "NoSuchWebsiteConfiguration"),
                               ("get_bucket_lifecycle_configuration", "NoSuchLifecycleConfiguration"), ("get_bucket_replication", "ReplicationConfigurationNotFoundError"),
                               ("get_object_lock_configuration", "ObjectLockConfigurationNotFoundError"), ("get_bucket_tagging", "NoSuchTagSet")]:
                answer = fails(getattr(s3, call), Bucket="media")
                assert answer["Error"]["Code"] == code and answer["ResponseMetadata"]["HTTPStatusCode"] == 404, answer
            s3.put_bucket_versioning(Bucket="media", VersioningConfiguration={"Status": "Enabled"})
            assert s3.get_bucket_versioning(Bucket="media")["Status"] == "Enabled"
            first = s3.put_object(Bucket="media", Key="k", Body=b"1")["VersionId"]
            second = s3.put_object(Bucket="media", Key="k", Body=b"2")["VersionId"]
            marker = s3.delete_object(Bucket="media", Key="k")
            assert marker["DeleteMarker"]
            versions = s3.list_object_versions(Bucket="media")
            assert [item["VersionId"] for item in versions["Versions"]] == [second, first] and versions["DeleteMarkers"][0]["IsLatest"], versions
            assert s3.get_object(Bucket="media", Key="k", VersionId=first)["Body"].read() == b"1"
            rules = [{"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "a/"}, "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}], "Expiration": {"Days": 90}}]
            s3.put_bucket_lifecycle_configuration(Bucket="media", LifecycleConfiguration={"Rules": rules})
            assert s3.get_bucket_lifecycle_configuration(Bucket="media")["Rules"] == rules
            put = s3.put_object(Bucket="media", Key="a/1", Body=b"x")
            assert 'rule-id="r"' in put["Expiration"], put
            refused = fails(s3.put_bucket_lifecycle_configuration, Bucket="media", LifecycleConfiguration={"Rules": [{"ID": "r", "Status": "Enabled", "Filter": {"Prefix": ""}}]})
            assert refused["Error"]["Message"] == "At least one action needs to be specified in a rule", refused
            assert s3.get_public_access_block(Bucket="media")["PublicAccessBlockConfiguration"]["BlockPublicPolicy"]
            public = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*"}]})
            assert fails(s3.put_bucket_policy, Bucket="media", Policy=public)["Error"]["Code"] == "AccessDenied"
            s3.delete_public_access_block(Bucket="media")
            s3.put_bucket_policy(Bucket="media", Policy=public)
            assert json.loads(s3.get_bucket_policy(Bucket="media")["Policy"]) == json.loads(public)
            assert s3.get_bucket_policy_status(Bucket="media")["PolicyStatus"]["IsPublic"]
            cors = [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 60}]
            s3.put_bucket_cors(Bucket="media", CORSConfiguration={"CORSRules": cors})
            assert s3.get_bucket_cors(Bucket="media")["CORSRules"] == cors
            s3.put_bucket_website(Bucket="media", WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
            assert s3.get_bucket_website(Bucket="media")["IndexDocument"]["Suffix"] == "index.html"
            assert s3.get_bucket_encryption(Bucket="media")["ServerSideEncryptionConfiguration"]["Rules"][0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
            assert s3.get_bucket_acl(Bucket="media")["Grants"][0]["Permission"] == "FULL_CONTROL"
            assert s3.get_bucket_location(Bucket="media")["LocationConstraint"] is None
            assert s3.get_bucket_request_payment(Bucket="media")["Payer"] == "BucketOwner"
            assert "LoggingEnabled" not in s3.get_bucket_logging(Bucket="media")
            assert "Status" not in s3.get_bucket_accelerate_configuration(Bucket="media")
            s3.put_bucket_tagging(Bucket="media", Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
            assert s3.get_bucket_tagging(Bucket="media")["TagSet"][0]["Value"] == "b"
            s3.delete_bucket_tagging(Bucket="media")
            assert fails(s3.create_bucket, Bucket="Bad_Name", ObjectOwnership="BucketOwnerEnforced")["Error"]["Code"] == "InvalidBucketName"
            print("ok")
            """, Cancel)).Trim());

    [Fact]
    public async Task Boto3_PresignedAndMultipart_CarryTheBytes() =>
        Assert.Equal("ok", (await _rig.PythonAsync("""
            s3 = client("s3", config=Config(signature_version="s3v4", retries={"max_attempts": 1}))
            s3.create_bucket(Bucket="media")
            url = s3.generate_presigned_url("put_object", Params={"Bucket": "media", "Key": "signed"})
            assert urllib.request.urlopen(urllib.request.Request(url, data=b"by url", method="PUT")).status == 200
            url = s3.generate_presigned_url("get_object", Params={"Bucket": "media", "Key": "signed", "ResponseContentType": "a/b"})
            answer = urllib.request.urlopen(url)
            assert answer.read() == b"by url" and answer.headers["Content-Type"] == "a/b", answer.headers
            body = bytes(range(256)) * 4096 * 12
            s3.upload_fileobj(io.BytesIO(body), "media", "big")
            head = s3.head_object(Bucket="media", Key="big", PartNumber=1)
            assert head["PartsCount"] == 2 and head["ContentLength"] == 8 << 20, head
            read = io.BytesIO()
            s3.download_fileobj("media", "big", read)
            assert read.getvalue() == body
            upload = s3.create_multipart_upload(Bucket="media", Key="parts")["UploadId"]
            one = s3.upload_part(Bucket="media", Key="parts", UploadId=upload, PartNumber=1, Body=body[:5 << 20])
            two = s3.upload_part_copy(Bucket="media", Key="parts", UploadId=upload, PartNumber=2, CopySource="media/signed")["CopyPartResult"]
            assert len(s3.list_parts(Bucket="media", Key="parts", UploadId=upload)["Parts"]) == 2
            rest = s3.list_parts(Bucket="media", Key="parts", UploadId=upload, PartNumberMarker=1, MaxParts=5)
            assert [part["PartNumber"] for part in rest["Parts"]] == [2] and rest["PartNumberMarker"] == 1 and rest["NextPartNumberMarker"] == 2, rest
            assert s3.list_multipart_uploads(Bucket="media")["Uploads"][0]["UploadId"] == upload
            named = [{"PartNumber": 1, "ETag": one["ETag"]}, {"PartNumber": 2, "ETag": two["ETag"]}]
            assert fails(s3.complete_multipart_upload, Bucket="media", Key="parts", UploadId=upload, MultipartUpload={"Parts": named[::-1]})["Error"]["Code"] == "InvalidPartOrder"
            s3.complete_multipart_upload(Bucket="media", Key="parts", UploadId=upload, MultipartUpload={"Parts": named})
            assert s3.get_object(Bucket="media", Key="parts")["Body"].read() == body[:5 << 20] + b"by url"
            parts = s3.get_object_attributes(Bucket="media", Key="parts", ObjectAttributes=["ObjectParts"], PartNumberMarker=1)["ObjectParts"]
            assert [part["PartNumber"] for part in parts["Parts"]] == [2] and parts["TotalPartsCount"] == 2, parts
            dropped = s3.create_multipart_upload(Bucket="media", Key="x")["UploadId"]
            s3.abort_multipart_upload(Bucket="media", Key="x", UploadId=dropped)
            assert fails(s3.list_parts, Bucket="media", Key="x", UploadId=dropped)["Error"]["Code"] == "NoSuchUpload"
            print("ok")
            """, Cancel)).Trim());

    [Fact]
    public async Task Cli_CopyAndSync_BringFilesThereAndBack()
    {
        var source = Directory.CreateDirectory(Path.Combine(_directory, "source")).FullName;
        var target = Path.Combine(_directory, "target");
        var big = new byte[20 << 20];
        new Random(1).NextBytes(big);
        await File.WriteAllBytesAsync(Path.Combine(source, "big.ts"), big, Cancel);
        await File.WriteAllTextAsync(Path.Combine(source, "with space.txt"), "small", Cancel);

        await _rig.CliAsync(["s3", "mb", "s3://media"], Cancel);
        await _rig.CliAsync(["s3", "cp", Path.Combine(source, "big.ts"), "s3://media/one/big.ts", "--no-progress"], Cancel);
        await _rig.CliAsync(["s3", "cp", "s3://media/one/big.ts", Path.Combine(target, "copy.ts"), "--no-progress"], Cancel);
        await _rig.CliAsync(["s3", "sync", source, "s3://media/all", "--no-progress"], Cancel);
        await _rig.CliAsync(["s3", "sync", "s3://media/all", Path.Combine(target, "all"), "--no-progress"], Cancel);

        Assert.Equal(big, await File.ReadAllBytesAsync(Path.Combine(target, "copy.ts"), Cancel));
        Assert.Equal(big, await File.ReadAllBytesAsync(Path.Combine(target, "all", "big.ts"), Cancel));
        Assert.Equal("small", await File.ReadAllTextAsync(Path.Combine(target, "all", "with space.txt"), Cancel));
        Assert.DoesNotContain("upload", await _rig.CliAsync(["s3", "sync", source, "s3://media/all", "--no-progress"], Cancel));
        Assert.Contains("big.ts", await _rig.CliAsync(["s3", "ls", "s3://media/all/"], Cancel));
        await _rig.CliAsync(["s3", "rb", "s3://media", "--force"], Cancel);
    }

    [Fact]
    public async Task Browser_WithARuleForItsOrigin_IsAnsweredBeforeAndWithTheCall()
    {
        await _rig.CallAsync("s3", "CreateBucket", new() { ["Bucket"] = "media" });
        await _rig.CallAsync("s3", "PutBucketCors", new()
        {
            ["Bucket"] = "media",
            ["CORSConfiguration"] = new JsonObject { ["CORSRules"] = new JsonArray(new JsonObject { ["AllowedMethods"] = new JsonArray("GET"), ["AllowedOrigins"] = new JsonArray("http://page") }) },
        });

        var preflight = await SendAsync(HttpMethod.Options, "http://page");
        var refused = await SendAsync(HttpMethod.Options, "http://other");
        var called = await SendAsync(HttpMethod.Get, "http://page");

        Assert.Equal((200, "http://page"), ((int)preflight.StatusCode, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Equal((200, "http://page"), ((int)called.StatusCode, called.Headers.GetValues("Access-Control-Allow-Origin").Single()));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string origin)
    {
        using var request = new HttpRequestMessage(method, new Uri(_rig.Endpoint, "/media"));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        return await _rig.Http.SendAsync(request, Cancel);
    }
}
