using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;
using Headwater.Aws.Tests.Support;

namespace Headwater.Aws.Tests.Protocols;

/// <summary>The answers of the case tables, written by us and read by botocore's own parsers.</summary>
public sealed class AnswerCasesTests
{
    // Cases that botocore itself does not read as the suite says, and some that say what bytes cannot: nothing against empty, JSON in a header, all headers as one map.
    private static readonly string[] NotReadSo =
    [
        "HttpPayloadTraitsWithNoBlobBody", "HttpPayloadWithUnsetUnion", "InputAndOutputWithTimestampHeaders", "InputAndOutputWithQuotedStringHeaders", "MediaTypeHeaderOutputBase64", "BodyWithXmlName",
        "XmlLists", "HttpPrefixHeadersResponse", "IgnoreQueryParamsInResponse", "DeserializesDenseSetMapAndSkipsNull",
    ];

    // Reads each answer as botocore does, and compares what it found with what the suite says it should find.
    private const string Script = """
        from botocore.model import ServiceModel, OperationModel
        from botocore.parsers import PROTOCOL_PARSERS
        from botocore.awsrequest import HeadersDict

        NAMES = {"json_1_0": "json", "json_1_0-query-compatible": "json", "smithy-rpc-v2-cbor-query-compatible": "smithy-rpc-v2-cbor"}

        class Body(bytes):
            def read(self, *_): return bytes(self)

        def plain(value):
            if isinstance(value, dict): return {key: plain(item) for key, item in value.items() if item is not None}
            if isinstance(value, (list, tuple)): return [plain(item) for item in value]
            if isinstance(value, datetime.datetime): return round(value.timestamp(), 3)
            if isinstance(value, Body) or isinstance(value, (bytes, bytearray)): return bytes(value).decode("utf-8", "replace")
            if isinstance(value, float): return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(str(value), value)
            return value

        wrong, right = [], 0
        for answer in json.load(open(sys.argv[1] if len(sys.argv) > 1 else "answers.json")):
            suite = json.load(open(answer["file"]))[answer["suite"]]
            case = suite["cases"][answer["case"]]
            if answer["protocol"] == "query" and "output" in case["given"]:
                case["given"]["output"].setdefault("resultWrapper", case["given"]["name"] + "Result")
            operation = OperationModel(case["given"], ServiceModel({"metadata": suite["metadata"], "operations": {case["given"]["name"]: case["given"]}, "shapes": suite["shapes"]}), case["given"]["name"])
            parser = PROTOCOL_PARSERS[NAMES.get(answer["protocol"], answer["protocol"])]()
            body = base64.b64decode(answer["body"])
            shape = operation.output_shape
            response = {"status_code": answer["status"], "headers": HeadersDict(answer["headers"]), "body": body, "context": {"operation_name": operation.name, "is_streaming": False}}
            if shape is not None and operation.has_streaming_output:
                response["body"] = Body(body)
            try:
                read = parser.parse(response, shape)
            except Exception as fault:
                wrong.append([case["id"], repr(fault), body.decode("utf-8", "replace")])
                continue
            read.pop("ResponseMetadata", None)
            if "error" in case or answer["status"] >= 400:
                found, expected = read.get("Error", {}).get("Code"), case.get("errorCode")
            else:
                found, expected = plain(read), answer["expected"]
            if found == expected: right += 1
            else: wrong.append([case["id"], found, expected, body.decode("utf-8", "replace")])
        show({"right": right, "wrong": wrong})
        """;

    [Fact]
    public async Task WriteAnswer_EveryCase_IsReadByBotocoreAsMeant()
    {
        await using var rig = await AwsRig.StartAsync();
        var answers = new JsonArray([.. ProtocolSuite.Cases("output").Where(item => !NotReadSo.Any(name => item.Id.EndsWith(name, StringComparison.Ordinal))).Select(Write).Where(answer => answer is not null)]);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, answers.ToJsonString(), TestContext.Current.CancellationToken);

            var found = JsonNode.Parse(await rig.PythonAsync($"sys.argv = ['', '{file}']\n" + Script, TestContext.Current.CancellationToken))!;

            Assert.True(found["wrong"]!.AsArray().Count == 0, found["wrong"]!.ToJsonString(CanonicalJson.Options).Replace("],[", "],\n[", StringComparison.Ordinal));
            Assert.True(found["right"]!.GetValue<int>() > 250, found.ToJsonString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonObject? Write((string Protocol, int Suite, int Case, string Id) item)
    {
        var suite = ProtocolSuite.Suite("output", item.Protocol, item.Suite);
        var test = suite["cases"]![item.Case]!;
        var model = ProtocolSuite.Model(suite, test);
        var operation = model.Operations.Values.Single();
        var protocol = ProtocolSuite.Protocol(item.Protocol);
        JsonNode? expected = null;
        WireAnswer answer;
        if (test["errorCode"] is { } code)
        {
            answer = protocol.WriteError(model, new AwsException(code.ToString(), test["errorMessage"]?.ToString() ?? "") { Status = test["response"]!["status_code"]!.GetValue<int>() }, "id");
        }
        else if (test["result"] is JsonObject result && operation.Output is { } output && operation.StreamingOutput is null)
        {
            answer = protocol.WriteAnswer(model, operation, ProtocolSuite.Canonical(output, result)!.AsObject(), "id");
            expected = Expected(output, result);
        }
        else
        {
            return null;
        }

        return new JsonObject
        {
            ["file"] = Path.Combine(ProtocolSuite.Folder, "output", item.Protocol + ".json"),
            ["suite"] = item.Suite,
            ["case"] = item.Case,
            ["protocol"] = item.Protocol,
            ["status"] = answer.Status,
            ["headers"] = new JsonObject(answer.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
            ["body"] = Convert.ToBase64String(answer.Body.Span),
            ["expected"] = expected,
        };
    }

    // As the suites write it, but moments always as seconds.
    private static JsonNode? Expected(Shape shape, JsonNode? value) => (shape.Kind, value) switch
    {
        (_, null) => null,
        (ShapeKind.Structure, JsonObject structure) => new JsonObject(structure.Where(item => item.Value is not null && shape.Find(item.Key) is not null)
            .Select(item => KeyValuePair.Create(item.Key, Expected(shape.Find(item.Key)!.Shape, item.Value)))),
        (ShapeKind.List, JsonArray list) => new JsonArray([.. list.Select(item => Expected(shape.Element!.Shape, item))]),
        (ShapeKind.Map, JsonObject map) => new JsonObject(map.Where(item => item.Value is not null).Select(item => KeyValuePair.Create(item.Key, Expected(shape.Value!.Shape, item.Value)))),
        (ShapeKind.Timestamp, _) => JsonValue.Create(Timestamps.ToSeconds(Timestamps.FromText(value.ToString())!)),
        _ => value.DeepClone(),
    };
}
