using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;

namespace Headwater.Aws.Tests.Protocols;

public sealed class RequestCasesTests
{
    private const string MadeUpToken = "00000000-0000-4000-8000-000000000000";

    // What is about clients alone.
    private static readonly string[] NotForServers =
    [
        "SDKAppendsGzip", "SDKAppliedContentEncoding", "SDKAppendedGzip", // says only which headers a client sends, of a body that it does not show
    ];

    public static TheoryData<string, int, int, string> Cases() =>
        new(ProtocolSuite.Cases("input").Where(item => !NotForServers.Any(name => item.Id.StartsWith(name, StringComparison.Ordinal))).Select(item => new TheoryDataRow<string, int, int, string>(item.Protocol, item.Suite, item.Case, item.Id)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void ReadRequest_WhatAClientSends_GivesWhatItWasGiven(string protocol, int suite, int index, string id)
    {
        var table = ProtocolSuite.Suite("input", protocol, suite);
        var test = table["cases"]![index]!;
        var model = ProtocolSuite.Model(table, test);
        var operation = model.Operations.Values.Single();

        var read = ProtocolSuite.Protocol(protocol).ReadRequest(model, operation, Request(test["serialized"]!, protocol));

        var expected = operation.Input is null ? [] : ProtocolSuite.Canonical(operation.Input, test["params"] ?? new JsonObject())!.AsObject();
        ForgetClients(operation, expected, read);
        Assert.True(JsonNode.DeepEquals(expected, read), $"{id}\nexpected {Plain(expected)}\nread     {Plain(read)}");
    }

    private static WireRequest Request(JsonNode serialized, string protocol)
    {
        var uri = serialized["uri"]?.ToString() ?? "/";
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var body = serialized["body"]?.ToString() ?? "";
        return new WireRequest
        {
            Method = serialized["method"]?.ToString() ?? "POST",
            Path = question < 0 ? uri : uri[..question],
            QueryText = question < 0 ? "" : uri[(question + 1)..],
            Headers = (serialized["headers"]?.AsObject() ?? []).ToDictionary(item => item.Key, item => item.Value!.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = protocol.Contains("cbor", StringComparison.Ordinal) ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body),
        };
    }

    // What the bytes do not tell: tokens that the client made up, nothing from an empty list or structure, and a map's parameters that a member of their name overrides.
    private static void ForgetClients(OperationModel operation, JsonObject expected, JsonObject read)
    {
        foreach (var member in operation.Input?.Members ?? [])
        {
            if (member.IsIdempotencyToken && read[member.Name]?.ToString() == MadeUpToken)
            {
                expected[member.Name] ??= MadeUpToken;
            }

            if (member is { Location: MemberLocation.QueryString, Shape.Kind: ShapeKind.Map } && expected[member.Name] is JsonObject map)
            {
                foreach (var other in operation.Input!.Members.Where(other => other != member && other.Location == MemberLocation.QueryString))
                {
                    map.Remove(other.WireName);
                }
            }

            if (IsEmpty(expected[member.Name]) && read[member.Name] is null)
            {
                expected.Remove(member.Name);
            }

            if (operation.Input!.Payload == member.Name && IsEmpty(read[member.Name]) && expected[member.Name] is null)
            {
                read.Remove(member.Name);
            }
        }
    }

    private static bool IsEmpty(JsonNode? value) => value is JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private static string Plain(JsonNode node) => node.ToJsonString(CanonicalJson.Options);
}
