using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Tests.S3;

public sealed class BucketTests
{
    private static readonly JsonObject s_bucket = new() { ["Bucket"] = "media" };

    private static JsonObject Asked => s_bucket.DeepClone().AsObject();

    [Theory]
    [InlineData("GetBucketPolicy", "NoSuchBucketPolicy")]
    [InlineData("GetBucketCors", "NoSuchCORSConfiguration")]
    [InlineData("GetBucketWebsite", "NoSuchWebsiteConfiguration")]
    [InlineData("GetBucketLifecycleConfiguration", "NoSuchLifecycleConfiguration")]
    [InlineData("GetBucketReplication", "ReplicationConfigurationNotFoundError")]
    [InlineData("GetObjectLockConfiguration", "ObjectLockConfigurationNotFoundError")]
    [InlineData("GetBucketTagging", "NoSuchTagSet")]
    public async Task Get_ConfigurationThatWasNeverPut_IsItsOwn404(string operation, string code)
    {
        await using var rig = await S3Rig.OpenAsync("media");

        var error = await rig.FailAsync(operation, Asked);

        Assert.Equal((code, 404), (error.Code, error.Status));
        Assert.Equal("NoSuchBucket", (await rig.FailAsync(operation, new() { ["Bucket"] = "other" })).Code);
    }

    [Fact]
    public async Task CreateBucket_New_IsPrivateOwnedAndEncrypted()
    {
        await using var rig = await S3Rig.OpenAsync("media");

        var access = await rig.CallAsync("GetPublicAccessBlock", Asked);
        Assert.All(access["PublicAccessBlockConfiguration"]!.AsObject(), flag => Assert.True((bool)flag.Value!));
        Assert.Equal("BucketOwnerEnforced", (string?)(await rig.CallAsync("GetBucketOwnershipControls", Asked))["OwnershipControls"]!["Rules"]![0]!["ObjectOwnership"]);
        Assert.Equal("AES256", (string?)(await rig.CallAsync("GetBucketEncryption", Asked))["ServerSideEncryptionConfiguration"]!["Rules"]![0]!["ApplyServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
        Assert.Equal("FULL_CONTROL", (string?)(await rig.CallAsync("GetBucketAcl", Asked))["Grants"]![0]!["Permission"]);
        Assert.Empty(await rig.CallAsync("GetBucketVersioning", Asked));
        Assert.Empty(await rig.CallAsync("GetBucketLogging", Asked));
        Assert.Empty(await rig.CallAsync("GetBucketAccelerateConfiguration", Asked));
        Assert.Empty(await rig.CallAsync("GetBucketNotificationConfiguration", Asked));
        Assert.Empty(await rig.CallAsync("GetBucketLocation", Asked));
        Assert.Equal("BucketOwner", (string?)(await rig.CallAsync("GetBucketRequestPayment", Asked))["Payer"]);
        Assert.Equal("us-east-1", (string?)(await rig.CallAsync("HeadBucket", Asked))["BucketRegion"]);
        Assert.Equal("media", (string?)(await rig.CallAsync("ListBuckets", []))["Buckets"]![0]!["Name"]);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("under_score")]
    [InlineData("-dash")]
    [InlineData("a..b")]
    [InlineData("192.168.1.1")]
    [InlineData("xn--bucket")]
    [InlineData("bucket-s3alias")]
    [InlineData("line\n")]
    public async Task CreateBucket_BadName_IsRefused(string name)
    {
        await using var rig = await S3Rig.OpenAsync();

        Assert.Equal("InvalidBucketName", (await rig.FailAsync("CreateBucket", new() { ["Bucket"] = name })).Code);
    }

    [Fact]
    public async Task CreateBucket_Again_DependsOnTheRegion()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.CallAsync("PutBucketVersioning", With("VersioningConfiguration", new() { ["Status"] = "Enabled" }));

        await rig.CallAsync("CreateBucket", Asked);
        Assert.Equal("Enabled", (string?)(await rig.CallAsync("GetBucketVersioning", Asked))["Status"]);

        var elsewhere = With("CreateBucketConfiguration", new() { ["LocationConstraint"] = "eu-west-1" });
        Assert.Equal("BucketAlreadyOwnedByYou", (await rig.FailAsync("CreateBucket", elsewhere)).Code);
    }

    [Fact]
    public async Task CreateBucket_Elsewhere_IsLocatedThere()
    {
        await using var rig = await S3Rig.OpenAsync();
        await rig.CallAsync("CreateBucket", With("CreateBucketConfiguration", new() { ["LocationConstraint"] = "eu-west-1" }));

        Assert.Equal("eu-west-1", (string?)(await rig.CallAsync("GetBucketLocation", Asked))["LocationConstraint"]);
        Assert.Equal("BucketAlreadyOwnedByYou", (await rig.FailAsync("CreateBucket", Asked)).Code);
    }

    [Fact]
    public async Task DeleteBucket_WithAnObject_IsRefused()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.PutAsync("media", "key", "x");

        var error = await rig.FailAsync("DeleteBucket", Asked);
        Assert.Equal(("BucketNotEmpty", 409), (error.Code, error.Status));

        await rig.CallAsync("DeleteObject", new() { ["Bucket"] = "media", ["Key"] = "key" });
        await rig.CallAsync("DeleteBucket", Asked);
        Assert.Equal("NoSuchBucket", (await rig.FailAsync("HeadBucket", Asked)).Code);
    }

    [Fact]
    public async Task Configurations_PutAndRead_AreTheSame()
    {
        await using var rig = await S3Rig.OpenAsync("media", "logs");
        var cors = new JsonObject { ["CORSRules"] = new JsonArray(new JsonObject { ["AllowedMethods"] = new JsonArray("GET"), ["AllowedOrigins"] = new JsonArray("*") }) };
        var website = new JsonObject { ["IndexDocument"] = new JsonObject { ["Suffix"] = "index.html" } };
        var logging = new JsonObject { ["LoggingEnabled"] = new JsonObject { ["TargetBucket"] = "logs", ["TargetPrefix"] = "a/" } };
        var tagging = new JsonObject { ["TagSet"] = new JsonArray(new JsonObject { ["Key"] = "a", ["Value"] = "b" }) };

        await rig.CallAsync("PutBucketCors", With("CORSConfiguration", cors));
        await rig.CallAsync("PutBucketWebsite", With("WebsiteConfiguration", website));
        await rig.CallAsync("PutBucketLogging", With("BucketLoggingStatus", logging));
        await rig.CallAsync("PutBucketTagging", With("Tagging", tagging));

        AssertSame(cors, await rig.CallAsync("GetBucketCors", Asked));
        AssertSame(website, await rig.CallAsync("GetBucketWebsite", Asked));
        AssertSame(logging, await rig.CallAsync("GetBucketLogging", Asked));
        AssertSame(tagging, await rig.CallAsync("GetBucketTagging", Asked));
        await rig.CallAsync("DeleteBucketCors", Asked);
        Assert.Equal("NoSuchCORSConfiguration", (await rig.FailAsync("GetBucketCors", Asked)).Code);
    }

    [Fact]
    public async Task Policy_Public_IsBlockedUntilTheBlockIsLifted()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        var policy = Policy("*", "s3:GetObject", "arn:aws:s3:::media/*");

        var error = await rig.FailAsync("PutBucketPolicy", WithText("Policy", policy));
        Assert.Equal(("AccessDenied", 403), (error.Code, error.Status));

        await rig.CallAsync("DeletePublicAccessBlock", Asked);
        await rig.CallAsync("PutBucketPolicy", WithText("Policy", policy));
        Assert.Equal(policy, (string?)(await rig.CallAsync("GetBucketPolicy", Asked))["Policy"]);
        Assert.True((bool)(await rig.CallAsync("GetBucketPolicyStatus", Asked))["PolicyStatus"]!["IsPublic"]!);
    }

    [Fact]
    public async Task Policy_PublicInARestrictedBucket_DoesNotCountForStrangers()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        await rig.CallAsync("DeletePublicAccessBlock", Asked);
        await rig.CallAsync("PutBucketPolicy", WithText("Policy", Policy("*", "s3:GetObject", "arn:aws:s3:::media/*")));
        await rig.PutAsync("media", "key", "x");
        rig.Refuses = (_, permission) => permission.ResourcePolicy is null ? "no" : null;
        rig.Principal = Principal.Anonymous;
        var key = new JsonObject { ["Bucket"] = "media", ["Key"] = "key" };

        Assert.Equal("x", await rig.ReadAsync(key));
        rig.Principal = Principal.Root(S3Rig.Account);
        await rig.CallAsync("PutPublicAccessBlock", With("PublicAccessBlockConfiguration", new() { ["RestrictPublicBuckets"] = true }));
        rig.Principal = Principal.Anonymous;
        Assert.Equal("AccessDenied", (await rig.FailAsync("GetObject", key)).Code);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::media/*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudfront::000000000000:distribution/E1"}}}]}""", null)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::media","arn:aws:s3:::media/*"]}]}""", null)]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::media/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""", null)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::media/*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}""", null)]
    [InlineData("nonsense", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}]}""", "Policy has invalid resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"somebody"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::media/*"}]}""", "Invalid principal in policy")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"s3:ListBucket","Resource":"arn:aws:s3:::media/*"}]}""", "Action does not apply to any resource(s) in statement")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::media"}]}""", "Action does not apply to any resource(s) in statement")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"ec2:Run","Resource":"arn:aws:s3:::media"}]}""", "Policy has invalid action")]
    public async Task Policy_OfAnyForm_IsTakenOrRefusedInWords(string policy, string? refusal)
    {
        await using var rig = await S3Rig.OpenAsync("media");

        if (refusal is null)
        {
            await rig.CallAsync("PutBucketPolicy", WithText("Policy", policy));
            Assert.False((bool)(await rig.CallAsync("GetBucketPolicyStatus", Asked))["PolicyStatus"]!["IsPublic"]!);
        }
        else
        {
            var error = await rig.FailAsync("PutBucketPolicy", WithText("Policy", policy));
            Assert.Equal(("MalformedPolicy", refusal), (error.Code, error.Message));
        }
    }

    [Fact]
    public async Task Acl_ThatGrantsToOthers_IsRefused()
    {
        await using var rig = await S3Rig.OpenAsync("media");

        Assert.Equal("AccessControlListNotSupported", (await rig.FailAsync("PutBucketAcl", WithText("ACL", "public-read"))).Code);
        await rig.CallAsync("PutBucketAcl", WithText("ACL", "private"));
        Assert.Equal("AccessControlListNotSupported", (await rig.FailAsync("PutObject", new() { ["Bucket"] = "media", ["Key"] = "k", ["ACL"] = "public-read" }, "x")).Code);
        await rig.CallAsync("DeleteBucketOwnershipControls", Asked);
        Assert.Equal("AccessDenied", (await rig.FailAsync("PutBucketAcl", WithText("ACL", "public-read"))).Code);
    }

    [Fact]
    public async Task Any_WithAnotherExpectedOwner_IsDenied()
    {
        await using var rig = await S3Rig.OpenAsync("media");

        Assert.Equal("AccessDenied", (await rig.FailAsync("HeadBucket", WithText("ExpectedBucketOwner", "111111111111"))).Code);
        await rig.CallAsync("HeadBucket", WithText("ExpectedBucketOwner", S3Rig.Account));
    }

    [Fact]
    public async Task Permissions_OfAListing_NameBucketAndConditions()
    {
        await using var rig = await S3Rig.OpenAsync("media");

        await rig.CallAsync("ListObjectsV2", WithText("Prefix", "a/"));

        var need = Assert.Single(rig.Needed);
        Assert.Equal(("s3:ListBucket", "arn:aws:s3:::media", "a/"), (need.Action, need.Resource, need.Conditions!["s3:prefix"]));
    }

    internal static string Policy(string principal, string action, string resource) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"{{principal}}","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    private static JsonObject With(string member, JsonObject value) => new() { ["Bucket"] = "media", [member] = value.DeepClone() };

    private static JsonObject WithText(string member, string value) => new() { ["Bucket"] = "media", [member] = value };

    private static void AssertSame(JsonObject expected, JsonObject actual) => Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected}\n{actual}");
}
