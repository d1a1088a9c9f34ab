using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Tests.Support;

namespace Headwater.Aws.Tests.Gateway;

public sealed class S3ClientTests
{
    [Fact]
    public async Task S3_Boto3PutsAndGetsObjects_PayloadsStreamAndHeadersTravel()
    {
        var service = Bucket();
        await using var rig = await AwsRig.StartAsync(service);

        var output = await rig.PythonAsync("""
            c = client("s3")
            c.put_object(Bucket="b", Key="a/ü + %2F.txt", Body=b"hello", Metadata={"one": "1"}, ContentType="text/plain")
            got = c.get_object(Bucket="b", Key="a/ü + %2F.txt", Range="bytes=0-4")
            show([got["Body"].read().decode(), got["ContentLength"], got["ETag"], got["Metadata"], got["LastModified"], got["ResponseMetadata"]["HTTPStatusCode"]])
            head = c.head_object(Bucket="b", Key="k")
            show([head["ContentLength"], head["ETag"]])
            error = fails(c.get_object, Bucket="b", Key="missing")
            show([error["Error"], error["ResponseMetadata"]["HTTPStatusCode"]])
            show(fails(c.head_object, Bucket="b", Key="missing")["Error"]["Code"])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """["hello", 5, "\"e\"", {"one": "1"}, "2026-11-22T20:00:00+00:00", 206]""",
                """[5, "\"e\""]""",
                """[{"BucketName": "b", "Code": "NoSuchKey", "Key": "missing", "Message": "The specified key does not exist."}, 404]""",
                "\"404\"",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var put = service.Requests.First();
        Assert.Equal("a/ü + %2F.txt", put["Key"]!.ToString());
        Assert.Equal("1", put["Metadata"]!["one"]!.ToString());
        Assert.Equal("hello", put["Read"]!.ToString());
    }

    [Fact]
    public async Task S3_Boto3UsesEverySubresource_EachFindsItsOperation()
    {
        var service = Bucket();
        await using var rig = await AwsRig.StartAsync(service);

        var output = await rig.PythonAsync("""
            c = client("s3")
            c.create_bucket(Bucket="b")
            c.put_bucket_lifecycle_configuration(Bucket="b", LifecycleConfiguration={"Rules": [{"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "x/"}, "Expiration": {"Days": 7}}]})
            show(c.get_bucket_lifecycle_configuration(Bucket="b")["Rules"])
            c.put_bucket_policy(Bucket="b", Policy='{"Version": "2012-10-17"}')
            show(c.get_bucket_policy(Bucket="b")["Policy"])
            show(c.get_bucket_location(Bucket="b")["LocationConstraint"])
            show(c.list_objects_v2(Bucket="b", Prefix="p")["Contents"])
            show([item["Name"] for item in c.list_buckets()["Buckets"]])
            show(c.delete_objects(Bucket="b", Delete={"Objects": [{"Key": "a"}, {"Key": " b\n"}]})["Deleted"])
            upload = c.create_multipart_upload(Bucket="b", Key="m")["UploadId"]
            etag = c.upload_part(Bucket="b", Key="m", UploadId=upload, PartNumber=1, Body=b"part")["ETag"]
            c.complete_multipart_upload(Bucket="b", Key="m", UploadId=upload, MultipartUpload={"Parts": [{"ETag": etag, "PartNumber": 1}]})
            show(c.copy_object(Bucket="b", Key="c", CopySource={"Bucket": "b", "Key": "m"})["CopyObjectResult"]["ETag"])
            show(fails(c.get_bucket_website, Bucket="b")["ResponseMetadata"]["HTTPStatusCode"])
            c.put_bucket_acl(Bucket="b", AccessControlPolicy={"Owner": {"ID": "o"}, "Grants": [{"Grantee": {"Type": "CanonicalUser", "ID": "g"}, "Permission": "READ"}]})
            show(c.get_bucket_acl(Bucket="b")["Grants"])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """[{"Expiration": {"Days": 7}, "Filter": {"Prefix": "x/"}, "ID": "r", "Status": "Enabled"}]""",
                "\"{\\\"Version\\\": \\\"2012-10-17\\\"}\"",
                "\"eu-west-1\"",
                """[{"ETag": "\"e\"", "Key": "p/ü", "LastModified": "2026-11-22T20:00:00+00:00", "Size": 5}]""",
                """["b"]""",
                """[{"Key": "a"}, {"Key": " b\n"}]""",
                "\"\\\"copied\\\"\"",
                "501",
                """[{"Grantee": {"ID": "g", "Type": "CanonicalUser"}, "Permission": "READ"}]""",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task S3_PresignedUrls_BothVersionsLetInUntilTheyEndOrAreChanged()
    {
        var service = Bucket();
        await using var rig = await AwsRig.StartAsync(service);

        var output = await rig.PythonAsync("""
            def get(url):
                try:
                    return urllib.request.urlopen(url).status
                except urllib.error.HTTPError as fault:
                    text = fault.read().decode()
                    return [fault.code, text[text.index("<Code>") + 6:text.index("</Code>")]]

            v2 = client("s3").generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k ü"}, ExpiresIn=60)
            v4 = client("s3", config=Config(signature_version="s3v4")).generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k ü"}, ExpiresIn=60)
            assert "AWSAccessKeyId" in v2 and "X-Amz-Signature" in v4
            show([get(v2), get(v4)])
            show([get(v2.replace("k%20", "l%20")), get(v4.replace("k%20", "l%20"))])
            old = client("s3").generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"}, ExpiresIn=-10)
            show(get(old))
            put = client("s3", config=Config(signature_version="s3v4")).generate_presigned_url("put_object", Params={"Bucket": "b", "Key": "k"}, ExpiresIn=60)
            show(urllib.request.urlopen(urllib.request.Request(put, data=b"by url", method="PUT", headers={"Content-Type": ""})).status)
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["[200, 200]", """[[403, "SignatureDoesNotMatch"], [403, "SignatureDoesNotMatch"]]""", """[403, "AccessDenied"]""", "200"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("by url", service.Requests.Last()["Read"]!.ToString());
    }

    [Fact]
    public async Task S3_EveryChecksumOfBoto3_IsVerified()
    {
        var service = Bucket();
        await using var rig = await AwsRig.StartAsync(service);

        var output = await rig.PythonAsync("""
            c = client("s3")
            body = b"some payload " * 10000
            for algorithm in ["CRC32", "SHA1", "SHA256"]:
                c.put_object(Bucket="b", Key=algorithm, Body=body, ChecksumAlgorithm=algorithm)
            c.put_object(Bucket="b", Key="md5", Body=body, ContentMD5=base64.b64encode(hashlib.md5(body).digest()).decode())
            show(fails(c.put_object, Bucket="b", Key="k", Body=body, ChecksumSHA256=base64.b64encode(bytes(32)).decode())["Error"]["Code"])
            show(fails(c.put_object, Bucket="b", Key="k", Body=body, ContentMD5=base64.b64encode(bytes(16)).decode())["Error"]["Code"])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(["\"BadDigest\"", "\"BadDigest\""], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(130_000, service.Requests.First()["Read"]!.ToString().Length);
    }

    private static ScriptedService Bucket()
    {
        string policy = "";
        JsonNode? rules = null;
        var service = new ScriptedService("s3");
        return service
            .On("CreateBucket").On("PutBucketAcl").On("DeleteBucketLifecycle")
            .On("PutObject", async (request, context) =>
            {
                // Kept with the request, so that a test sees what was read.
                service.Requests.Last()["Read"] = await new StreamReader(context.Body!).ReadToEndAsync(context.CancellationToken);
                return new JsonObject { ["ETag"] = "\"e\"" };
            })
            .On("GetObject", (request, context) => request["Key"]!.ToString() == "missing" ? throw Missing(request) : Get(context))
            .On("HeadObject", (request, context) => request["Key"]!.ToString() == "missing" ? throw Missing(request) : new(Facts()))
            .On("PutBucketLifecycleConfiguration", (request, _) =>
            {
                rules = request["LifecycleConfiguration"]!["Rules"]!.DeepClone();
                return new(new JsonObject());
            })
            .On("GetBucketLifecycleConfiguration", (_, _) => new(new JsonObject { ["Rules"] = rules!.DeepClone() }))
            .On("PutBucketPolicy", (request, _) =>
            {
                policy = request["Policy"]!.ToString();
                return new(new JsonObject());
            })
            .On("GetBucketPolicy", (_, _) => new(new JsonObject { ["Policy"] = policy }))
            .On("GetBucketLocation", """{"LocationConstraint":"eu-west-1"}""")
            .On("ListObjectsV2", """{"Contents":[{"Key":"p/ü","ETag":"\"e\"","Size":5,"LastModified":"2026-11-22T20:00:00.000Z"}]}""")
            .On("ListBuckets", """{"Buckets":[{"Name":"b","CreationDate":"2026-11-22T20:00:00.000Z"}],"Owner":{"ID":"o"}}""")
            .On("DeleteObjects", (request, _) => new(new JsonObject { ["Deleted"] = request["Delete"]!["Objects"]!.DeepClone() }))
            .On("CreateMultipartUpload", """{"UploadId":"u"}""")
            .On("UploadPart", async (_, context) => new JsonObject { ["ETag"] = $"\"{await new StreamReader(context.Body!).ReadToEndAsync(context.CancellationToken)}\"" })
            .On("CompleteMultipartUpload", (request, _) => request["MultipartUpload"]!["Parts"]![0]!["ETag"]!.ToString() == "\"part\"" ? new(new JsonObject { ["ETag"] = "\"m\"" }) : throw new InvalidDataException())
            .On("CopyObject", """{"CopyObjectResult":{"ETag":"\"copied\"","LastModified":"2026-11-22T20:00:00.000Z"}}""")
            .On("GetBucketAcl", """{"Owner":{"ID":"o"},"Grants":[{"Grantee":{"Type":"CanonicalUser","ID":"g"},"Permission":"READ"}]}""");
    }

    private static ValueTask<JsonObject> Get(CallContext context)
    {
        context.ResponseBody = new MemoryStream(Encoding.UTF8.GetBytes("hello"));
        context.ResponseStatus = context.RequestHeaders.ContainsKey("Range") ? 206 : null;
        return new(Facts());
    }

    private static JsonObject Facts() => new() { ["ContentLength"] = 5, ["ETag"] = "\"e\"", ["LastModified"] = "2026-11-22T20:00:00.000Z", ["Metadata"] = new JsonObject { ["one"] = "1" } };

    private static AwsException Missing(JsonObject request) =>
        new("NoSuchKey", "The specified key does not exist.") { Members = new JsonObject { ["BucketName"] = request["Bucket"]!.ToString(), ["Key"] = request["Key"]!.ToString() } };
}
