using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Tests.Models;

public sealed class RequestValidationTests
{
    [Theory]
    [InlineData("ssm", "PutParameter", """{"Name":"a","Value":"b","Type":"String"}""", "")]
    [InlineData("ssm", "PutParameter", """{"Name":"a"}""", "Value Required")]
    [InlineData("ssm", "PutParameter", """{"Name":"","Value":"b","Type":"Text","Tags":[{"Key":"","Value":"v"}]}""", "Name LeastLength, Type Enum, Tags[0].Key LeastLength")]
    [InlineData("ssm", "DescribeParameters", """{"MaxResults":51}""", "MaxResults GreatestValue")]
    [InlineData("ssm", "DescribeParameters", """{"MaxResults":0}""", "MaxResults LeastValue")]
    [InlineData("iam", "CreateRole", """{"RoleName":"a b","AssumeRolePolicyDocument":"{}"}""", "RoleName Pattern")]
    [InlineData("iam", "CreateRole", """{"RoleName":"a\n","AssumeRolePolicyDocument":"{}"}""", "RoleName Pattern")]
    [InlineData("ssm", "DescribeParameters", """{"MaxResults":"many"}""", "MaxResults Kind")]
    public void Check_ARequest_FindsEveryFaultInTheModelsOrder(string service, string operation, string request, string faults) =>
        Assert.Equal(faults, string.Join(", ", RequestValidation.Check(ModelCatalog.Embedded.Get(service).Operations[operation].Input, JsonNode.Parse(request)!.AsObject(), false).Select(fault => $"{fault.Show(name => name)} {fault.Kind}")));

    [Fact]
    public void Check_AHugeListOfFaults_StopsAtAHundred()
    {
        var tags = new JsonArray([.. Enumerable.Range(0, 10_000).Select(_ => new JsonObject())]);

        var faults = RequestValidation.Check(ModelCatalog.Embedded.Get("ssm").Operations["PutParameter"].Input, new JsonObject { ["Tags"] = tags }, false);

        Assert.InRange(faults.Count, 99, 102);
    }

    [Fact]
    public void Catalog_EveryEmbeddedModel_ReadsAndTellsItselfApart()
    {
        var catalog = ModelCatalog.Embedded;

        Assert.InRange(catalog.Services.Count, 12, int.MaxValue);
        Assert.All(catalog.Services.Keys, name => Assert.NotEmpty(catalog.Get(name).Operations));
        Assert.Equal(catalog.Services.Count, catalog.Services.Values.Select(service => service.SigningName).Distinct().Count());
        Assert.Null(catalog.Find("nothing"));
    }
}
