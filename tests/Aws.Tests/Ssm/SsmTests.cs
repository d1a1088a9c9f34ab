using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Tests.Compile;

namespace Headwater.Aws.Tests.Ssm;

public sealed class SsmTests
{
    private const string Model = "ssm";

    private readonly ServiceRig _rig = new();

    [Theory]
    [InlineData("/app/db", "arn:aws:ssm:eu-west-1:000000000000:parameter/app/db")]
    [InlineData("plain", "arn:aws:ssm:eu-west-1:000000000000:parameter/plain")]
    public async Task PutParameter_IsReadByNameAndArn(string name, string arn)
    {
        var put = await PutAsync(name, "v");

        Assert.Equal((1, "Standard"), ((long)put["Version"]!, (string)put["Tier"]!));
        var got = (await Call("GetParameter", $$"""{"Name":"{{name}}"}"""))["Parameter"]!;
        Assert.Equal((name, "v", arn, "text"), ((string)got["Name"]!, (string)got["Value"]!, (string)got["ARN"]!, (string)got["DataType"]!));
        Assert.Equal("v", (string?)(await Call("GetParameter", $$"""{"Name":"{{arn}}"}"""))["Parameter"]!["Value"]);
    }

    [Fact]
    public async Task PutParameter_Overwritten_KeepsEveryVersion()
    {
        await PutAsync("p", "1");
        Assert.Equal("ParameterAlreadyExists", (await Refusal("PutParameter", """{"Name":"p","Value":"2","Type":"String"}""")).Code);

        Assert.Equal(2, (long)(await Call("PutParameter", """{"Name":"p","Value":"2","Overwrite":true}"""))["Version"]!);

        var old = (await Call("GetParameter", """{"Name":"p:1"}"""))["Parameter"]!;
        Assert.Equal(("1", ":1"), ((string)old["Value"]!, (string)old["Selector"]!));
        Assert.Equal("ParameterVersionNotFound", (await Refusal("GetParameter", """{"Name":"p:3"}""")).Code);
        Assert.Equal("ParameterNotFound", (await Refusal("GetParameter", """{"Name":"q"}""")).Code);
        Assert.Equal(["1", "2"], (await Call("GetParameterHistory", """{"Name":"p"}"""))["Parameters"]!.AsArray().Select(version => (string?)version!["Value"]));
    }

    [Fact]
    public async Task PutParameter_HundredAndFirstVersion_DropsTheOldestUnlessItHasALabel()
    {
        await PutAsync("p", "1");
        for (var version = 2; version <= 101; version++)
        {
            await Call("PutParameter", """{"Name":"p","Value":"x","Overwrite":true}""");
        }

        Assert.Equal("ParameterVersionNotFound", (await Refusal("GetParameter", """{"Name":"p:1"}""")).Code);
        await Call("LabelParameterVersion", """{"Name":"p","ParameterVersion":2,"Labels":["keep"]}""");
        Assert.Equal("ParameterMaxVersionLimitExceeded", (await Refusal("PutParameter", """{"Name":"p","Value":"x","Overwrite":true}""")).Code);
    }

    [Fact]
    public async Task SecureString_IsEncryptedAtRestAndReadOnlyWithDecryption()
    {
        await Call("PutParameter", """{"Name":"p","Value":"very-secret-value","Type":"SecureString"}""");

        Assert.NotEqual("very-secret-value", (string?)(await Call("GetParameter", """{"Name":"p"}"""))["Parameter"]!["Value"]);
        Assert.Equal("very-secret-value", (string?)(await Call("GetParameter", """{"Name":"p","WithDecryption":true}"""))["Parameter"]!["Value"]);
        Assert.Equal("alias/aws/ssm", (string?)(await Call("DescribeParameters", "{}"))["Parameters"]![0]!["KeyId"]);
        var document = await _rig.Store.ListAsync("ssm/parameter", "", null, CancellationToken.None).SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("very-secret-value", System.Text.Encoding.UTF8.GetString(document.Content.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Name":"p","Value":"v"}""", "ValidationException")]
    [InlineData("""{"Name":"aws-p","Value":"v","Type":"String"}""", "ValidationException")]
    [InlineData("""{"Name":"/SSM/p","Value":"v","Type":"String"}""", "ValidationException")]
    [InlineData("""{"Name":"a/b","Value":"v","Type":"String"}""", "ValidationException")]
    [InlineData("""{"Name":"/a//b","Value":"v","Type":"String"}""", "ValidationException")]
    [InlineData("""{"Name":"a b","Value":"v","Type":"String"}""", "ValidationException")]
    [InlineData("""{"Name":"/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16","Value":"v","Type":"String"}""", "HierarchyLevelLimitExceededException")]
    [InlineData("""{"Name":"p","Value":"v","Type":"String","AllowedPattern":"\\d+"}""", "ParameterPatternMismatchException")]
    [InlineData("""{"Name":"p","Value":"v","Type":"String","AllowedPattern":"("}""", "InvalidAllowedPatternException")]
    [InlineData("""{"Name":"p","Value":"v","Type":"String","KeyId":"alias/k"}""", "ValidationException")]
    [InlineData("""{"Name":"p","Value":"v","Type":"String","DataType":"aws:ec2:image"}""", "ValidationException")]
    [InlineData("""{"Name":"p","Value":"v","Type":"String","Tier":"Advanced","Policies":"[{\"Type\":\"Expiration\"}]"}""", "ValidationException")]
    [InlineData("""{"Name":"p","Value":"a,,b","Type":"StringList"}""", "ValidationException")]
    public async Task PutParameter_AgainstTheRules_IsRefused(string request, string code) => Assert.Equal(code, (await Refusal("PutParameter", request)).Code);

    [Fact]
    public async Task PutParameter_ByTier_HasItsSize()
    {
        var (standard, advanced) = (new string('x', 4097), new string('x', 8193));

        Assert.Equal("ValidationException", (await Refusal("PutParameter", $$"""{"Name":"p","Value":"{{standard}}","Type":"String"}""")).Code);
        Assert.Equal("Advanced", (string?)(await Call("PutParameter", $$"""{"Name":"p","Value":"{{standard}}","Type":"String","Tier":"Intelligent-Tiering"}"""))["Tier"]);
        Assert.Equal("ValidationException", (await Refusal("PutParameter", $$"""{"Name":"q","Value":"{{advanced}}","Type":"String","Tier":"Advanced"}""")).Code);
        Assert.Equal("ValidationException", (await Refusal("PutParameter", """{"Name":"p","Value":"v","Overwrite":true,"Tier":"Standard"}""")).Code);
    }

    [Fact]
    public async Task PutParameter_TypeThatCannotChange_IsRefused()
    {
        await PutAsync("p", "1");

        Assert.Equal("HierarchyTypeMismatchException", (await Refusal("PutParameter", """{"Name":"p","Value":"2","Type":"SecureString","Overwrite":true}""")).Code);
        Assert.Equal("ValidationException", (await Refusal("PutParameter", """{"Name":"p","Value":"2","Overwrite":true,"Tags":[{"Key":"a","Value":"b"}]}""")).Code);
    }

    [Fact]
    public async Task GetParameters_TellsWhatIsNotThere()
    {
        await PutAsync("p", "1");

        var got = await Call("GetParameters", """{"Names":["p","q","p:2"]}""");

        Assert.Equal("p", (string?)Assert.Single(got["Parameters"]!.AsArray())!["Name"]);
        Assert.Equal(["q", "p:2"], got["InvalidParameters"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("ValidationException", (await Refusal("GetParameters", """{"Names":["p","p"]}""")).Code);
    }

    [Theory]
    [InlineData("/a", false, "/a/1,/a/2")]
    [InlineData("/a/", true, "/a/1,/a/2,/a/b/3")]
    [InlineData("/", false, "/top")]
    [InlineData("/", true, "/a/1,/a/2,/a/b/3,/ab/4,/top")]
    public async Task GetParametersByPath_InPages_AnswersEachBelowOnce(string path, bool recursive, string names)
    {
        foreach (var name in new[] { "/ab/4", "/a/1", "/a/2", "/a/b/3", "/top", "plain" })
        {
            await PutAsync(name, "v");
        }

        var found = new List<string>();
        string? token = null;
        do
        {
            var request = new JsonObject { ["Path"] = path, ["Recursive"] = recursive, ["MaxResults"] = 2 };
            if (token is not null)
            {
                request["NextToken"] = token;
            }

            var page = await Call("GetParametersByPath", request.ToJsonString());
            found.AddRange(page["Parameters"]!.AsArray().Select(parameter => (string)parameter!["Name"]!));
            token = (string?)page["NextToken"];
        }
        while (token is not null);

        Assert.Equal(names, string.Join(',', found));
        Assert.Equal("ValidationException", (await Refusal("GetParametersByPath", """{"Path":"a"}""")).Code);
        Assert.Equal("InvalidNextToken", (await Refusal("GetParametersByPath", """{"Path":"/","NextToken":"?"}""")).Code);
    }

    [Theory]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Name\",\"Values\":[\"/a/1\"]}]", "/a/1")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Name\",\"Option\":\"BeginsWith\",\"Values\":[\"/a\"]}]", "/a/1,/a/b/2")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Name\",\"Option\":\"Contains\",\"Values\":[\"2\",\"lai\"]}]", "/a/b/2,plain")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Path\",\"Option\":\"OneLevel\",\"Values\":[\"/a\"]}]", "/a/1")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Path\",\"Option\":\"Recursive\",\"Values\":[\"/a\"]}]", "/a/1,/a/b/2")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Type\",\"Values\":[\"SecureString\"]}]", "secure")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"tag:k\",\"Values\":[\"v\"]}]", "secure")]
    [InlineData("\"Filters\":[{\"Key\":\"Name\",\"Values\":[\"/a\"]}]", "/a/1,/a/b/2")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Type\",\"Values\":[\"String\"]},{\"Key\":\"Name\",\"Option\":\"BeginsWith\",\"Values\":[\"pl\"]}]", "plain")]
    [InlineData("\"Shared\":true", "")]
    public async Task DescribeParameters_Filtered_DescribesWhatFits(string members, string names)
    {
        await PutAsync("/a/1", "v");
        await PutAsync("/a/b/2", "v");
        await PutAsync("plain", "v");
        await Call("PutParameter", """{"Name":"secure","Value":"v","Type":"SecureString","Tags":[{"Key":"k","Value":"v"}]}""");

        var described = await Call("DescribeParameters", $$"""{{{members}}}""");

        Assert.Equal(names, string.Join(',', described["Parameters"]!.AsArray().Select(parameter => (string?)parameter!["Name"])));
        Assert.DoesNotContain("\"Value\"", described.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Name\",\"Option\":\"Sounds\",\"Values\":[\"x\"]}]", "InvalidFilterOption")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Path\",\"Values\":[\"x\"]}]", "InvalidFilterValue")]
    [InlineData("\"ParameterFilters\":[{\"Key\":\"Name\"}]", "InvalidFilterValue")]
    public async Task DescribeParameters_BadFilter_IsRefused(string members, string code) => Assert.Equal(code, (await Refusal("DescribeParameters", $$"""{{{members}}}""")).Code);

    [Fact]
    public async Task Labels_MoveFromVersionToVersion()
    {
        await PutAsync("p", "1");
        await Call("PutParameter", """{"Name":"p","Value":"2","Overwrite":true}""");

        var labelled = await Call("LabelParameterVersion", """{"Name":"p","ParameterVersion":1,"Labels":["live","1st","awsome"]}""");
        Assert.Equal(["1st", "awsome"], labelled["InvalidLabels"]!.AsArray().Select(label => (string?)label));
        Assert.Equal("1", (string?)(await Call("GetParameter", """{"Name":"p:live"}"""))["Parameter"]!["Value"]);
        await Call("LabelParameterVersion", """{"Name":"p","Labels":["live"]}""");
        Assert.Equal("2", (string?)(await Call("GetParameter", """{"Name":"p:live"}"""))["Parameter"]!["Value"]);

        var removed = await Call("UnlabelParameterVersion", """{"Name":"p","ParameterVersion":2,"Labels":["live","dead"]}""");

        Assert.Equal("live", (string?)Assert.Single(removed["RemovedLabels"]!.AsArray()));
        Assert.Equal("dead", (string?)Assert.Single(removed["InvalidLabels"]!.AsArray()));
        Assert.Equal("ParameterVersionNotFound", (await Refusal("GetParameter", """{"Name":"p:live"}""")).Code);
    }

    [Fact]
    public async Task Delete_OneAndMany_TellsWhatWasThere()
    {
        await PutAsync("p", "1");
        await PutAsync("q", "1");

        await Call("DeleteParameter", """{"Name":"p"}""");
        var deleted = await Call("DeleteParameters", """{"Names":["p","q"]}""");

        Assert.Equal("q", (string?)Assert.Single(deleted["DeletedParameters"]!.AsArray()));
        Assert.Equal("p", (string?)Assert.Single(deleted["InvalidParameters"]!.AsArray()));
        Assert.Equal("ParameterNotFound", (await Refusal("DeleteParameter", """{"Name":"p"}""")).Code);
    }

    [Fact]
    public async Task Tags_AddedAndRemoved_AreListed()
    {
        await PutAsync("p", "1");

        await Call("AddTagsToResource", """{"ResourceType":"Parameter","ResourceId":"p","Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}""");
        await Call("RemoveTagsFromResource", """{"ResourceType":"Parameter","ResourceId":"p","TagKeys":["a"]}""");

        Assert.Equal("""[{"Key":"b","Value":"2"}]""", (await Call("ListTagsForResource", """{"ResourceType":"Parameter","ResourceId":"p"}"""))["TagList"]!.ToJsonString());
        Assert.Equal("InvalidResourceId", (await Refusal("ListTagsForResource", """{"ResourceType":"Parameter","ResourceId":"q"}""")).Code);
        Assert.Equal("InvalidResourceType", (await Refusal("ListTagsForResource", """{"ResourceType":"Document","ResourceId":"p"}""")).Code);
    }

    private Task<JsonObject> PutAsync(string name, string value) => Call("PutParameter", $$"""{"Name":"{{name}}","Value":"{{value}}","Type":"String"}""");

    private Task<JsonObject> Call(string operation, string request) => _rig.CallAsync(Model, operation, request);

    private Task<AwsException> Refusal(string operation, string request) => _rig.RefusalAsync(Model, operation, request);
}
