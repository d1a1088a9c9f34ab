using System.Text.Json.Nodes;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Aws.Tests.Compile;

namespace Headwater.Aws.Tests.SecretsManager;

public sealed class SecretsManagerTests
{
    private const string Model = "secretsmanager";
    private const string TokenA = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private const string TokenB = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";
    private const string TokenC = "cccccccc-cccc-cccc-cccc-cccccccccccc";
    private const string DeletedWords = "You can't perform this operation on the secret because it was marked for deletion.";

    private readonly ServiceRig _rig = new();

    [Fact]
    public async Task CreateSecret_WithText_IsReadByNameArnAndArnWithoutItsEnd()
    {
        var arn = await CreateAsync("team/key", "first");

        foreach (var id in new[] { "team/key", arn, arn[..^7] })
        {
            Assert.Equal("first", await ValueAsync(id));
        }

        Assert.Matches(@"^arn:aws:secretsmanager:eu-west-1:000000000000:secret:team/key-[A-Za-z0-9]{6}$", arn);
        Assert.Equal("ResourceNotFoundException", (await Refusal("GetSecretValue", $$"""{"SecretId":"{{arn[..^1]}}!"}""")).Code);
    }

    [Fact]
    public async Task CreateSecret_OfANameThatEndsLikeAnotherArn_IsNotTakenForIt()
    {
        var arn = await CreateAsync("key", "one");
        await CreateAsync($"key{arn[^7..]}", "two");

        Assert.Equal("one", await ValueAsync(arn));
        Assert.Equal("two", await ValueAsync($"key{arn[^7..]}"));
    }

    [Fact]
    public async Task CreateSecret_Binary_AnswersTheBytes()
    {
        await Call("CreateSecret", """{"Name":"bytes","SecretBinary":"AAEC/w=="}""");

        var value = await Call("GetSecretValue", """{"SecretId":"bytes"}""");

        Assert.Equal("AAEC/w==", (string?)value["SecretBinary"]);
        Assert.False(value.ContainsKey("SecretString"));
    }

    [Fact]
    public async Task CreateSecret_WithoutValue_HasNoVersion()
    {
        var made = await Call("CreateSecret", """{"Name":"empty"}""");

        Assert.False(made.ContainsKey("VersionId"));
        Assert.Equal(
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT", (await Refusal("GetSecretValue", """{"SecretId":"empty"}""")).Message);
    }

    [Fact]
    public async Task CreateSecret_AgainWithTheSameTokenAndValue_IsTheSame()
    {
        var request = $$"""{"Name":"once","SecretString":"x","ClientRequestToken":"{{TokenA}}"}""";
        var made = await Call("CreateSecret", request);

        Assert.Equal(made.ToJsonString(), (await Call("CreateSecret", request)).ToJsonString());
        Assert.Equal("ResourceExistsException", (await Refusal("CreateSecret", request.Replace("\"x\"", "\"y\"", StringComparison.Ordinal))).Code);
        Assert.Equal("ResourceExistsException", (await Refusal("CreateSecret", """{"Name":"once","SecretString":"x"}""")).Code);
    }

    [Theory]
    [InlineData("""{"Name":"no spaces"}""", "InvalidParameterException")]
    [InlineData("""{"Name":"two","SecretString":"a","SecretBinary":"AA=="}""", "InvalidParameterException")]
    [InlineData("""{"Name":"far","AddReplicaRegions":[{"Region":"us-west-2"}]}""", "InvalidParameterException")]
    public async Task CreateSecret_BadRequest_IsRefused(string request, string code) => Assert.Equal(code, (await Refusal("CreateSecret", request)).Code);

    [Fact]
    public async Task CreateSecret_ValueTooLong_IsRefused() =>
        Assert.Equal("InvalidParameterException", (await Refusal("CreateSecret", $$"""{"Name":"long","SecretString":"{{new string('é', 40_000)}}"}""")).Code);

    [Fact]
    public async Task PutSecretValue_Thrice_LabelsCurrentAndPrevious()
    {
        await CreateAsync("s", "0", TokenA);
        await PutAsync("1", TokenB);
        await PutAsync("2", TokenC);

        Assert.Equal("2", await ValueAsync("s"));
        Assert.Equal("1", (string?)(await Call("GetSecretValue", """{"SecretId":"s","VersionStage":"AWSPREVIOUS"}"""))["SecretString"]);
        Assert.Equal("0", (string?)(await Call("GetSecretValue", $$"""{"SecretId":"s","VersionId":"{{TokenA}}"}"""))["SecretString"]);
        var described = (await Call("DescribeSecret", """{"SecretId":"s"}"""))["VersionIdsToStages"]!.AsObject();
        Assert.Equal([TokenB, TokenC], described.Select(version => version.Key).Order());
    }

    [Fact]
    public async Task PutSecretValue_WithAnotherLabel_LeavesTheCurrent()
    {
        await CreateAsync("s", "0", TokenA);

        await Call("PutSecretValue", $$"""{"SecretId":"s","SecretString":"1","ClientRequestToken":"{{TokenB}}","VersionStages":["AWSPENDING"]}""");

        Assert.Equal("0", await ValueAsync("s"));
        Assert.Equal("1", (string?)(await Call("GetSecretValue", """{"SecretId":"s","VersionStage":"AWSPENDING"}"""))["SecretString"]);
    }

    [Fact]
    public async Task PutSecretValue_TokenUsedForAnotherValue_Conflicts()
    {
        await CreateAsync("s", "0", TokenA);
        await PutAsync("1", TokenB);

        await PutAsync("1", TokenB);

        Assert.Equal("ResourceExistsException", (await Refusal("PutSecretValue", $$"""{"SecretId":"s","SecretString":"2","ClientRequestToken":"{{TokenB}}"}""")).Code);
    }

    [Fact]
    public async Task GetSecretValue_VersionAndLabelThatDoNotAgree_IsRefused()
    {
        await CreateAsync("s", "0", TokenA);
        await PutAsync("1", TokenB);

        Assert.Equal("InvalidRequestException", (await Refusal("GetSecretValue", $$"""{"SecretId":"s","VersionId":"{{TokenA}}","VersionStage":"AWSCURRENT"}""")).Code);
    }

    [Fact]
    public async Task UpdateSecretVersionStage_MovesBack_MakesTheOldCurrentPrevious()
    {
        await CreateAsync("s", "0", TokenA);
        await PutAsync("1", TokenB);

        await Call("UpdateSecretVersionStage", $$"""{"SecretId":"s","VersionStage":"AWSCURRENT","RemoveFromVersionId":"{{TokenB}}","MoveToVersionId":"{{TokenA}}"}""");

        Assert.Equal("0", await ValueAsync("s"));
        Assert.Equal("1", (string?)(await Call("GetSecretValue", """{"SecretId":"s","VersionStage":"AWSPREVIOUS"}"""))["SecretString"]);
    }

    [Theory]
    [InlineData($$"""{"SecretId":"s","VersionStage":"AWSCURRENT","RemoveFromVersionId":"{{TokenB}}"}""", "InvalidParameterException")]
    [InlineData($$"""{"SecretId":"s","VersionStage":"AWSCURRENT","MoveToVersionId":"{{TokenA}}"}""", "InvalidParameterException")]
    [InlineData($$"""{"SecretId":"s","VersionStage":"MINE","RemoveFromVersionId":"{{TokenA}}"}""", "InvalidParameterException")]
    [InlineData($$"""{"SecretId":"s","VersionStage":"MINE","MoveToVersionId":"{{TokenC}}"}""", "ResourceNotFoundException")]
    public async Task UpdateSecretVersionStage_AgainstTheRules_IsRefused(string request, string code)
    {
        await CreateAsync("s", "0", TokenA);
        await PutAsync("1", TokenB);

        Assert.Equal(code, (await Refusal("UpdateSecretVersionStage", request)).Code);
    }

    [Fact]
    public async Task ListSecretVersionIds_InPages_ListsEachOnce()
    {
        await CreateAsync("s", "0", TokenA);
        await PutAsync("1", TokenB);
        await PutAsync("2", TokenC);

        var first = await Call("ListSecretVersionIds", """{"SecretId":"s","MaxResults":2,"IncludeDeprecated":true}""");
        var rest = await Call("ListSecretVersionIds", $$"""{"SecretId":"s","MaxResults":2,"IncludeDeprecated":true,"NextToken":"{{first["NextToken"]}}"}""");
        var labelled = await Call("ListSecretVersionIds", """{"SecretId":"s"}""");

        Assert.Equal([TokenA, TokenB, TokenC], first["Versions"]!.AsArray().Concat(rest["Versions"]!.AsArray()).Select(version => (string?)version!["VersionId"]));
        Assert.Equal(2, labelled["Versions"]!.AsArray().Count);
        Assert.False(rest.ContainsKey("NextToken"));
    }

    [Fact]
    public async Task DeleteSecret_WithWindow_CanBeRestoredUntilItsTimeHasCome()
    {
        await CreateAsync("s", "0");
        var deleted = await Call("DeleteSecret", """{"SecretId":"s","RecoveryWindowInDays":7}""");

        Assert.Equal(_rig.Time.GetUtcNow().AddDays(7), (DateTimeOffset)deleted["DeletionDate"]!);
        Assert.Equal(DeletedWords, (await Refusal("GetSecretValue", """{"SecretId":"s"}""")).Message);
        Assert.Equal(DeletedWords, (await Refusal("PutSecretValue", """{"SecretId":"s","SecretString":"1"}""")).Message);
        Assert.True((await Call("DescribeSecret", """{"SecretId":"s"}""")).ContainsKey("DeletedDate"));
        Assert.Contains("already scheduled for deletion", (await Refusal("CreateSecret", """{"Name":"s"}""")).Message, StringComparison.Ordinal);

        _rig.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await Call("RestoreSecret", """{"SecretId":"s"}""");

        Assert.Equal("0", await ValueAsync("s"));
    }

    [Fact]
    public async Task DeleteSecret_WhenTheWindowIsOver_FreesTheNameAndForgetsTheValue()
    {
        var old = await CreateAsync("s", "0");
        await Call("DeleteSecret", """{"SecretId":"s"}""");

        _rig.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal("ResourceNotFoundException", (await Refusal("DescribeSecret", """{"SecretId":"s"}""")).Code);
        Assert.Equal("ResourceNotFoundException", (await Refusal("RestoreSecret", """{"SecretId":"s"}""")).Code);
        Assert.NotEqual(old, await CreateAsync("s", "1"));
        Assert.Equal("1", await ValueAsync("s"));
    }

    [Fact]
    public async Task Purge_RemovesOnlyWhatIsGone()
    {
        await CreateAsync("gone", "0");
        await CreateAsync("kept", "0");
        await Call("DeleteSecret", """{"SecretId":"gone","RecoveryWindowInDays":7}""");
        _rig.Time.Advance(TimeSpan.FromDays(7));
        using var stop = new CancellationTokenSource();

        var running = new SecretPurge(_rig.Store, _rig.Time).RunAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal("eu-west-1/kept", (await _rig.Store.ListAsync("secretsmanager/secret", "", null, CancellationToken.None).SingleAsync(TestContext.Current.CancellationToken)).Key.Id);
    }

    [Fact]
    public async Task DeleteSecret_ByForce_FreesTheNameAtOnceAndMindsNoAbsence()
    {
        await CreateAsync("s", "0");

        await Call("DeleteSecret", """{"SecretId":"s","ForceDeleteWithoutRecovery":true}""");
        await Call("DeleteSecret", """{"SecretId":"s","ForceDeleteWithoutRecovery":true}""");

        await CreateAsync("s", "1");
        Assert.Equal("ResourceNotFoundException", (await Refusal("DeleteSecret", """{"SecretId":"other"}""")).Code);
    }

    [Theory]
    [InlineData("""{"SecretId":"s","RecoveryWindowInDays":6}""")]
    [InlineData("""{"SecretId":"s","RecoveryWindowInDays":31}""")]
    [InlineData("""{"SecretId":"s","RecoveryWindowInDays":7,"ForceDeleteWithoutRecovery":true}""")]
    public async Task DeleteSecret_BadWindow_IsRefused(string request)
    {
        await CreateAsync("s", "0");

        Assert.Equal("InvalidParameterException", (await Refusal("DeleteSecret", request)).Code);
    }

    [Fact]
    public async Task ListSecrets_InPages_ListsEachOnceAndHidesTheDeleted()
    {
        foreach (var name in new[] { "c", "a", "d", "b" })
        {
            await CreateAsync(name, "0");
        }

        await Call("DeleteSecret", """{"SecretId":"d"}""");

        var first = await Call("ListSecrets", """{"MaxResults":2,"SortBy":"name"}""");
        var rest = await Call("ListSecrets", $$"""{"MaxResults":2,"SortBy":"name","NextToken":"{{first["NextToken"]}}"}""");
        var all = await Call("ListSecrets", """{"IncludePlannedDeletion":true}""");

        Assert.Equal(["a", "b", "c"], first["SecretList"]!.AsArray().Concat(rest["SecretList"]!.AsArray()).Select(secret => (string?)secret!["Name"]));
        Assert.Equal(4, all["SecretList"]!.AsArray().Count);
        Assert.Equal("InvalidNextTokenException", (await Refusal("ListSecrets", """{"NextToken":"%%%"}""")).Code);
    }

    [Theory]
    [InlineData("""{"Key":"name","Values":["prod/"]}""", "prod/db")]
    [InlineData("""{"Key":"name","Values":["!prod/"]}""", "test/Db")]
    [InlineData("""{"Key":"tag-key","Values":["own"]}""", "prod/db")]
    [InlineData("""{"Key":"tag-value","Values":["Team"]}""", "prod/db")]
    [InlineData("""{"Key":"description","Values":["SECOND"]}""", "test/Db")]
    [InlineData("""{"Key":"all","Values":["second"]}""", "test/Db")]
    public async Task ListSecrets_Filtered_ListsWhatFits(string filter, string name)
    {
        await Call("CreateSecret", """{"Name":"prod/db","Description":"the first","Tags":[{"Key":"owner","Value":"Team"}]}""");
        await Call("CreateSecret", """{"Name":"test/Db","Description":"the second"}""");

        var listed = await Call("ListSecrets", $$"""{"Filters":[{{filter}}]}""");

        Assert.Equal(name, (string?)Assert.Single(listed["SecretList"]!.AsArray())!["Name"]);
    }

    [Fact]
    public async Task Tags_AddedAndRemoved_AreDescribed()
    {
        await Call("CreateSecret", """{"Name":"s","Tags":[{"Key":"a","Value":"1"}]}""");

        await Call("TagResource", """{"SecretId":"s","Tags":[{"Key":"a","Value":"2"},{"Key":"b","Value":"3"}]}""");
        await Call("UntagResource", """{"SecretId":"s","TagKeys":["b"]}""");

        Assert.Equal("""[{"Key":"a","Value":"2"}]""", (await Call("DescribeSecret", """{"SecretId":"s"}"""))["Tags"]!.ToJsonString());
    }

    [Fact]
    public async Task ResourcePolicy_PutGotAndDeleted_IsWhatCallersAreJudgedBy()
    {
        const string policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"secretsmanager:*","Resource":"*"}]}""";
        var arn = await CreateAsync("s", "0");
        var quoted = JsonValue.Create(policy).ToJsonString();

        await Call("PutResourcePolicy", $$"""{"SecretId":"s","ResourcePolicy":{{quoted}},"BlockPublicPolicy":true}""");

        Assert.Equal(policy, (string?)(await Call("GetResourcePolicy", """{"SecretId":"s"}"""))["ResourcePolicy"]);
        var needed = Assert.Single(await _rig.NeedsAsync(Model, "GetSecretValue", """{"SecretId":"s"}"""));
        Assert.Equal(("secretsmanager:GetSecretValue", arn, policy), (needed.Action, needed.Resource, needed.ResourcePolicy));
        await Call("DeleteResourcePolicy", """{"SecretId":"s"}""");
        Assert.False((await Call("GetResourcePolicy", """{"SecretId":"s"}""")).ContainsKey("ResourcePolicy"));
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""", "PublicPolicyException")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"*","Resource":"*"}]}""", "PublicPolicyException")]
    [InlineData("""{"Statement":[]}""", "MalformedPolicyDocumentException")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*"}]}""", "MalformedPolicyDocumentException")]
    [InlineData("not json", "MalformedPolicyDocumentException")]
    [InlineData("[7]", "MalformedPolicyDocumentException")]
    public async Task PutResourcePolicy_BadPolicy_IsRefusedAndFoundByValidation(string policy, string code)
    {
        await CreateAsync("s", "0");
        var quoted = JsonValue.Create(policy).ToJsonString();

        Assert.Equal(code, (await Refusal("PutResourcePolicy", $$"""{"SecretId":"s","ResourcePolicy":{{quoted}},"BlockPublicPolicy":true}""")).Code);
        Assert.False((bool)(await Call("ValidateResourcePolicy", $$"""{"ResourcePolicy":{{quoted}}}"""))["PolicyValidationPassed"]!);
    }

    [Fact]
    public async Task UpdateSecret_DescriptionOnly_KeepsTheValue()
    {
        await CreateAsync("s", "0", TokenA);

        var updated = await Call("UpdateSecret", """{"SecretId":"s","Description":"words"}""");

        Assert.False(updated.ContainsKey("VersionId"));
        Assert.Equal("words", (string?)(await Call("DescribeSecret", """{"SecretId":"s"}"""))["Description"]);
        Assert.Equal("0", await ValueAsync("s"));
    }

    [Fact]
    public async Task AtRest_NoDocumentHoldsAValue()
    {
        await CreateAsync("s", "very-secret-value");

        await foreach (var document in _rig.Store.ListAsync("secretsmanager/secret", "", null, CancellationToken.None))
        {
            var content = System.Text.Encoding.UTF8.GetString(document.Content.Span);
            Assert.DoesNotContain("very-secret-value", content, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("very-secret-value"u8)[..16], content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OfAnotherKey_NoValueIsReadAndNothingBreaks()
    {
        await CreateAsync("s", "0");
        var other = new SecretCipher(new OtherKey());
        var (calls, reader) = (new Headwater.Aws.Calls.OperationMap(), new SecretReader(_rig.Store, other, _rig.Time));
        new SecretsManagerService(_rig.Store, other, _rig.Publisher, _rig.Time).Map(calls);

        var refusal = await Assert.ThrowsAsync<Headwater.Aws.Calls.AwsException>(
            async () => await calls.Operations["GetSecretValue"].Handler(new JsonObject { ["SecretId"] = "s" }, _rig.Context()));

        Assert.Equal("DecryptionFailure", refusal.Code);
        Assert.Empty(await reader.ReadAsync(ServiceRig.Region, "s", TestContext.Current.CancellationToken));
        Assert.Single(await _rig.Reader.ReadAsync(ServiceRig.Region, "s", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("RotateSecret")]
    [InlineData("CancelRotateSecret")]
    public async Task Rotation_IsRefusedByName(string operation)
    {
        await CreateAsync("s", "0");

        var refusal = await Refusal(operation, """{"SecretId":"s"}""");

        Assert.Equal("InvalidRequestException", refusal.Code);
        Assert.Contains(operation, refusal.Message, StringComparison.Ordinal);
    }

    private Task<JsonObject> Call(string operation, string request) => _rig.CallAsync(Model, operation, request);

    private Task<Headwater.Aws.Calls.AwsException> Refusal(string operation, string request) => _rig.RefusalAsync(Model, operation, request);

    private async Task<string> CreateAsync(string name, string value, string? token = null) =>
        (string)(await Call("CreateSecret", new JsonObject { ["Name"] = name, ["SecretString"] = value, ["ClientRequestToken"] = token ?? Guid.NewGuid().ToString() }.ToJsonString()))["ARN"]!;

    private Task<JsonObject> PutAsync(string value, string token) => Call("PutSecretValue", $$"""{"SecretId":"s","SecretString":"{{value}}","ClientRequestToken":"{{token}}"}""");

    private async Task<string?> ValueAsync(string id) => (string?)(await Call("GetSecretValue", $$"""{"SecretId":"{{id}}"}"""))["SecretString"];

    private sealed class OtherKey : IEncryptionKey
    {
        public ReadOnlyMemory<byte> Bytes { get; } = new byte[32];
    }
}
