using System.Text;
using CsCheck;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;

namespace Headwater.Aws.Tests.Protocols;

public sealed class AnyBytesTests
{
    private static readonly (string Model, string Operation, WireProtocolKind Protocol, string Good)[] Targets =
    [
        ("medialive", "CreateChannel", WireProtocolKind.RestJson, """{"name":"a","encoderSettings":{"videoDescriptions":[{"name":"v","height":720}]},"tags":{"a":"b"}}"""),
        ("ssm", "PutParameter", WireProtocolKind.Json, """{"Name":"a","Value":"b","Overwrite":true,"Tags":[{"Key":"k","Value":"v"}]}"""),
        ("iam", "CreateRole", WireProtocolKind.Query, "Action=CreateRole&RoleName=a&Tags.member.1.Key=k&Tags.member.1.Value=v%20%C3%BC"),
        ("s3", "PutBucketLifecycleConfiguration", WireProtocolKind.RestXml, "<LifecycleConfiguration><Rule><ID>a</ID><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>"),
        ("cloudwatch", "PutMetricData", WireProtocolKind.RpcV2Cbor, "\u00a2iNamespaceaNjMetricData\u0081\u00a2jMetricNameam\u0045Value\u0001"),
    ];

    [Fact]
    public void ReadRequest_AnyBytes_GivesADocumentOrTheModelledError() =>
        Gen.Select(Gen.Int[0, Targets.Length - 1], Gen.Byte.Array[0, 200]).Sample((index, bytes) => Read(Targets[index], bytes));

    [Fact]
    public void ReadRequest_AGoodRequestWithBytesChanged_GivesADocumentOrTheModelledError() =>
        Gen.Select(Gen.Int[0, Targets.Length - 1], Gen.Int[0, 1000].Array[1, 4], Gen.Byte.Array[4, 4]).Sample((index, places, values) =>
        {
            var bytes = Encoding.Latin1.GetBytes(Targets[index].Good);
            for (var i = 0; i < places.Length; i++)
            {
                bytes[places[i] % bytes.Length] = values[i];
            }

            return Read(Targets[index], bytes);
        });

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><LifecycleConfiguration>&x;</LifecycleConfiguration>")]
    [InlineData("<LifecycleConfiguration><Rule></LifecycleConfiguration>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"nothing\"?><LifecycleConfiguration/>")]
    public void Xml_EntitiesAndBrokenElements_AreRefused(string body) =>
        Assert.Throws<AwsException>(() => WireProtocols.Of(WireProtocolKind.RestXml).ReadRequest(Model("s3"), Model("s3").Operations["PutBucketLifecycleConfiguration"], Request(Encoding.UTF8.GetBytes(body), "/b")));

    [Theory]
    [InlineData(WireProtocolKind.RestXml, "s3", "PutBucketLifecycleConfiguration", "<a>", "")]
    [InlineData(WireProtocolKind.Json, "ssm", "PutParameter", "{\"a\":", "")]
    [InlineData(WireProtocolKind.Query, "iam", "CreateRole", "a.", "=b")]
    [InlineData(WireProtocolKind.RpcV2Cbor, "cloudwatch", "PutMetricData", "\u00a1ax", "")]
    public void ReadRequest_NestedTooDeep_IsRefused(WireProtocolKind protocol, string model, string operation, string opening, string end)
    {
        var bytes = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(opening, 100_000)) + end);

        var refused = Assert.Throws<AwsException>(() => WireProtocols.Of(protocol).ReadRequest(Model(model), Model(model).Operations[operation], Request(bytes, "/b")));

        Assert.Contains("deeper than 64", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_EveryPattern_CompilesAndAnswers()
    {
        var broken = new List<string>();
        foreach (var shape in ModelCatalog.Embedded.Services.Keys.SelectMany(name => Model(name).Shapes.Values).Where(shape => shape.Pattern is not null))
        {
            try
            {
                shape.Pattern!.Fits("a-1_b");
            }
            catch (ArgumentException fault)
            {
                broken.Add($"{shape.Name}: {fault.Message}");
            }
        }

        Assert.Empty(broken);
    }

    private static bool Read((string Model, string Operation, WireProtocolKind Protocol, string Good) target, byte[] bytes)
    {
        var model = Model(target.Model);
        try
        {
            var read = WireProtocols.Of(target.Protocol).ReadRequest(model, model.Operations[target.Operation], Request(bytes, "/b"));
            RequestValidation.Check(model.Operations[target.Operation].Input, read, isStreamThere: false);
            return true;
        }
        catch (AwsException fault)
        {
            return fault.Status is null or 400;
        }
    }

    private static ServiceModel Model(string name) => ModelCatalog.Embedded.Get(name);

    private static WireRequest Request(byte[] body, string path) => new() { Method = "POST", Path = path, Headers = new Dictionary<string, string>(), Body = body };
}
