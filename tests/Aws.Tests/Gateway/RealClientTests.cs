using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Tests.Support;

namespace Headwater.Aws.Tests.Gateway;

public sealed class RealClientTests
{
    [Fact]
    public async Task RestJson_Boto3CreatesAndDescribesAnInput_MembersArriveByTheModelsNames()
    {
        var service = new ScriptedService("medialive")
            .On("CreateInput", """{"Input":{"Id":"1234567","Name":"in","State":"DETACHED","Tags":{"a":"b"}}}""")
            .On("DescribeInput", """{"Id":"1234567","State":"DETACHED"}""")
            .On("ListTagsForResource", """{"Tags":{"k":"v"}}""");
        await using var rig = await AwsRig.StartAsync(service);

        var output = await rig.PythonAsync("""
            c = client("medialive")
            show(c.create_input(Name="in", Type="RTMP_PUSH", RequestId="r1", Tags={"a": "b"}, Destinations=[{"StreamName": "live/a"}])["Input"])
            show(c.describe_input(InputId="1234567")["State"])
            show(c.list_tags_for_resource(ResourceArn="arn:aws:medialive:us-east-1:000000000000:channel:1")["Tags"])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(["""{"Id": "1234567", "Name": "in", "State": "DETACHED", "Tags": {"a": "b"}}""", "\"DETACHED\"", """{"k": "v"}"""], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"Name":"in","Type":"RTMP_PUSH","RequestId":"r1","Tags":{"a":"b"},"Destinations":[{"StreamName":"live/a"}]}"""), service.Requests.First()), service.Requests.First().ToJsonString());
        Assert.Equal("""{"ResourceArn":"arn:aws:medialive:us-east-1:000000000000:channel:1"}""", service.Requests.Last().ToJsonString());
        Assert.Equal([("CreateInput", 201), ("DescribeInput", 200), ("ListTagsForResource", 200)], rig.Calls.Select(call => (call.Operation!, call.Status)));
    }

    [Fact]
    public async Task Json_Boto3PutsAndGetsAParameter_TimestampsAndErrorsAreUnderstood()
    {
        var service = new ScriptedService("ssm")
            .On("GetParameter", """{"Parameter":{"Name":"/a","Value":"v","Version":3,"LastModifiedDate":"2026-11-22T20:00:00.125Z"}}""")
            .Fails("DeleteParameter", new AwsException("ParameterNotFound", "Parameter /b not found."));
        await using var rig = await AwsRig.StartAsync(service);

        var output = await rig.PythonAsync("""
            c = client("ssm")
            p = c.get_parameter(Name="/a", WithDecryption=True)["Parameter"]
            show([p["Value"], p["Version"], p["LastModifiedDate"].timestamp()])
            show(fails(c.delete_parameter, Name="/b")["Error"])
            try:
                c.delete_parameter(Name="/b")
            except c.exceptions.ParameterNotFound as fault:
                show("typed")
            """, TestContext.Current.CancellationToken);

        Assert.Equal(["""["v", 3, 1795377600.125]""", """{"Code": "ParameterNotFound", "Message": "Parameter /b not found."}""", "\"typed\""], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("""{"Name":"/a","WithDecryption":true}""", service.Requests.First().ToJsonString());
    }

    [Fact]
    public async Task Query_Boto3CallsIamAndSns_ListsMapsAndErrorsTravel()
    {
        var iam = new ScriptedService("iam")
            .On("CreateRole", """{"Role":{"Path":"/","RoleName":"r","RoleId":"AROA1","Arn":"arn:aws:iam::000000000000:role/r","CreateDate":"2026-11-22T20:00:00.000Z","Tags":[{"Key":"a","Value":"b & <c>"}]}}""")
            .Fails("GetRole", new AwsException("NoSuchEntity", "The role with name x cannot be found."));
        var sns = new ScriptedService("sns").On("CreateTopic", """{"TopicArn":"arn:t"}""").On("GetTopicAttributes", """{"Attributes":{"Owner":"0","DisplayName":"d"}}""");
        await using var rig = await AwsRig.StartAsync(iam, sns);

        var output = await rig.PythonAsync("""
            c = client("iam")
            role = c.create_role(RoleName="r", AssumeRolePolicyDocument="{}", Tags=[{"Key": "a", "Value": "b + c"}, {"Key": "ü", "Value": ""}])["Role"]
            show([role["Arn"], role["CreateDate"], role["Tags"]])
            answer = fails(c.get_role, RoleName="x")
            show([answer["Error"], answer["ResponseMetadata"]["HTTPStatusCode"]])
            s = client("sns")
            s.create_topic(Name="t", Attributes={"DisplayName": "d", "FifoTopic": "false"})
            show(s.get_topic_attributes(TopicArn="arn:t")["Attributes"])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """["arn:aws:iam::000000000000:role/r", "2026-11-22T20:00:00+00:00", [{"Key": "a", "Value": "b & <c>"}]]""",
                """[{"Code": "NoSuchEntity", "Message": "The role with name x cannot be found.", "Type": "Sender"}, 404]""",
                """{"DisplayName": "d", "Owner": "0"}""",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("""{"RoleName":"r","AssumeRolePolicyDocument":"{}","Tags":[{"Key":"a","Value":"b + c"},{"Key":"ü","Value":""}]}""", Plain(iam.Requests.First()));
        Assert.Equal("""{"Name":"t","Attributes":{"DisplayName":"d","FifoTopic":"false"}}""", Plain(sns.Requests.First()));
    }

    private static string Plain(JsonObject value) => value.ToJsonString(CanonicalJson.Options);
}
