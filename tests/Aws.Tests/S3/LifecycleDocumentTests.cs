using System.Text.Json.Nodes;

namespace Headwater.Aws.Tests.S3;

public sealed class LifecycleDocumentTests
{
    [Theory]
    [InlineData("""{"Status":"Enabled","Filter":{}}""", "InvalidRequest", "At least one action needs to be specified in a rule")]
    [InlineData("""{"Status":"Enabled","Expiration":{"Days":1}}""", "MalformedXML", null)]
    [InlineData("""{"Status":"Enabled","Prefix":"a","Filter":{},"Expiration":{"Days":1}}""", "MalformedXML", null)]
    [InlineData("""{"Status":"Sometimes","Filter":{},"Expiration":{"Days":1}}""", "MalformedXML", null)]
    [InlineData("""{"Status":"Enabled","Filter":{},"Expiration":{"Days":0}}""", "InvalidArgument", "'Days' for Expiration action must be a positive integer")]
    [InlineData("""{"Status":"Enabled","Filter":{},"Expiration":{"Date":"2026-01-01T10:00:00.000Z"}}""", "InvalidArgument", "'Date' must be at midnight GMT")]
    [InlineData("""{"Status":"Enabled","Filter":{},"Expiration":{"Days":1,"ExpiredObjectDeleteMarker":true}}""", "MalformedXML", null)]
    [InlineData("""{"Status":"Enabled","Filter":{"Prefix":"a"},"Expiration":{"Days":30},"Transitions":[{"Days":30,"StorageClass":"GLACIER"}]}""", "InvalidArgument", "'Days' in the Expiration action for prefix 'a' must be greater than 'Days' in the Transition action")]
    [InlineData("""{"Status":"Enabled","Filter":{},"Transitions":[{"Days":29,"StorageClass":"STANDARD_IA"}]}""", "InvalidArgument", "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'")]
    [InlineData("""{"Status":"Enabled","Filter":{},"Transitions":[{"Days":30,"StorageClass":"STANDARD_IA"},{"Days":40,"StorageClass":"GLACIER"}]}""", "InvalidArgument", null)]
    [InlineData("""{"Status":"Enabled","Filter":{"Tag":{"Key":"a","Value":"b"}},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":1}}""", "InvalidRequest", "AbortIncompleteMultipartUpload cannot be specified with Tags.")]
    [InlineData("""{"Status":"Enabled","Prefix":"","NoncurrentVersionExpiration":{"NoncurrentDays":1,"NewerNoncurrentVersions":2}}""", "InvalidRequest", null)]
    [InlineData("""{"Status":"Enabled","Filter":{"And":{"Prefix":"a"}},"Expiration":{"Days":1}}""", "MalformedXML", null)]
    public async Task Put_WhatContradictsItself_IsRefusedInWords(string rule, string code, string? message)
    {
        await using var rig = await S3Rig.OpenAsync("media");

        var error = await rig.FailAsync("PutBucketLifecycleConfiguration", Request(rule));

        Assert.Equal(code, error.Code);
        Assert.Equal(message ?? error.Message, error.Message);
    }

    [Fact]
    public async Task Put_TheRecipe_IsAnsweredAsGivenAndShownOnObjects()
    {
        const string Rule = """{"ID":"keep a month","Status":"Enabled","Filter":{"Prefix":"archive/"},"Transitions":[{"Days":30,"StorageClass":"STANDARD_IA"},{"Days":60,"StorageClass":"GLACIER"}],"Expiration":{"Days":90},"NoncurrentVersionExpiration":{"NoncurrentDays":7},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":1}}""";
        await using var rig = await S3Rig.OpenAsync("media");

        await rig.CallAsync("PutBucketLifecycleConfiguration", Request(Rule));
        var read = await rig.CallAsync("GetBucketLifecycleConfiguration", new() { ["Bucket"] = "media" });
        var put = await rig.PutAsync("media", "archive/1.ts", "x");
        var upload = await rig.CallAsync("CreateMultipartUpload", new() { ["Bucket"] = "media", ["Key"] = "archive/2.ts" });

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Rule), read["Rules"]![0]));
        Assert.Equal("all_storage_classes_128K", (string?)read["TransitionDefaultMinimumObjectSize"]);
        Assert.Equal("expiry-date=\"Thu, 16 Apr 2026 00:00:00 GMT\", rule-id=\"keep%20a%20month\"", (string?)put["Expiration"]);
        Assert.Equal("2026-01-17T00:00:00.000Z", (string?)upload["AbortDate"]);
        Assert.Null((await rig.PutAsync("media", "other", "x"))["Expiration"]);
    }

    [Fact]
    public async Task Put_RulesWithoutIds_GetTheSameOnesEveryTime()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        var first = await IdAsync();
        var second = await IdAsync();

        Assert.Equal(first, second);
        Assert.NotEmpty(first);

        async Task<string> IdAsync()
        {
            await rig.CallAsync("PutBucketLifecycleConfiguration", Request("""{"Status":"Enabled","Filter":{},"Expiration":{"Days":1}}"""));
            return (string)(await rig.CallAsync("GetBucketLifecycleConfiguration", new() { ["Bucket"] = "media" }))["Rules"]![0]!["ID"]!;
        }
    }

    [Fact]
    public async Task Put_TwoRulesOfOneId_AreRefused()
    {
        await using var rig = await S3Rig.OpenAsync("media");
        const string Rule = """{"ID":"a","Status":"Enabled","Filter":{},"Expiration":{"Days":1}}""";

        Assert.Equal("InvalidArgument", (await rig.FailAsync("PutBucketLifecycleConfiguration", Request(Rule, Rule))).Code);
    }

    private static JsonObject Request(params string[] rules) => new()
    {
        ["Bucket"] = "media",
        ["LifecycleConfiguration"] = new JsonObject { ["Rules"] = new JsonArray([.. rules.Select(rule => JsonNode.Parse(rule))]) },
    };
}
