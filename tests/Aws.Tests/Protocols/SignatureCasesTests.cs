using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;
using Headwater.Aws.Protocols.Signing;
using Headwater.Aws.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests.Protocols;

public sealed class SignatureCasesTests
{
    // S3, whose paths are not normalized, never signs the payload of a query; the canonical text of these cases is held to below.
    private const string NotS3 = "-unnormalized query";

    // The token is added to the query after signing there; S3 and IAM clients never do so, and a token that is not signed could be exchanged.
    private const string NotServed = "post-sts-header-after query";

    private static readonly JsonArray Table = JsonNode.Parse(File.ReadAllText(Path.Combine(ProtocolSuite.Folder, "signatures.json")))!.AsArray();

    public static TheoryData<int, string> Cases() =>
        new(Table.Index().Select(item => new TheoryDataRow<int, string>(item.Index, item.Item!["name"]!.ToString())).Where(row => row.Data.Item2 != NotServed && !row.Data.Item2.EndsWith(NotS3, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Verify_SignedRequest_IsLetIn(int index, string name)
    {
        var (request, context) = Read(index);

        var found = await VerifyAsync(request, context, context["credentials"]!["secret_access_key"]!.ToString());

        Assert.True(found.Principal.AccessKeyId == "AKIDEXAMPLE", name);
    }

    [Fact]
    public void CanonicalRequest_EveryCase_IsTheSuites()
    {
        foreach (var (index, entry) in Table.Index().Where(item => item.Item!["name"]!.ToString() != NotServed))
        {
            var (request, context) = Read(index);
            var expected = entry!["canonical"]!.ToString();
            var lines = expected.Split('\n');

            var built = CanonicalRequest.Build(request, lines[^2].Split(';'), lines[^1], isS3: !context["normalize"]!.GetValue<bool>());

            Assert.Equal(expected, built);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Verify_AnotherSecretOrPathOrHeader_IsRefused(int index, string name)
    {
        var (request, context) = Read(index);
        var secret = context["credentials"]!["secret_access_key"]!.ToString();
        var changed = new WireRequest { Method = request.Method, Path = request.Path + "x", QueryText = request.QueryText, Headers = request.Headers, Body = request.Body };
        var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { ["Host"] = "other.example" };
        var elsewhere = new WireRequest { Method = request.Method, Path = request.Path, QueryText = request.QueryText, Headers = headers, Body = request.Body };

        foreach (var (candidate, key) in new[] { (request, secret + "x"), (changed, secret), (elsewhere, secret) })
        {
            var refused = await Assert.ThrowsAsync<AwsException>(async () => await VerifyAsync(candidate, context, key));
            Assert.True(refused is { Code: "InvalidSignatureException" or "SignatureDoesNotMatch", Status: 403 }, $"{name}: {refused.Code}");
        }
    }

    private static async Task<Authentication> VerifyAsync(WireRequest request, JsonNode context, string secret)
    {
        var isS3 = !context["normalize"]!.GetValue<bool>();
        var keys = new RigCredentials();
        keys.Add("AKIDEXAMPLE", new Credential(secret, Principal.Root(AwsRig.Account) with { AccessKeyId = "AKIDEXAMPLE" }) { SessionToken = context["credentials"]!["token"]?.ToString() });
        var clock = new FakeTimeProvider(DateTimeOffset.Parse(context["timestamp"]!.ToString(), CultureInfo.InvariantCulture));
        var service = new ServiceFacts { Name = "service", ApiVersion = "1", SigningName = "service", Protocols = [isS3 ? WireProtocolKind.RestXml : WireProtocolKind.RestJson] };
        var hash = SignedRequest.Hex(SHA256.HashData(request.Body.Span));
        return await new SignatureVerifier(keys, clock).VerifyAsync(service, request, hash, null, isS3 ? SecurityWords.S3 : SecurityWords.Json, TestContext.Current.CancellationToken);
    }

    private static (WireRequest Request, JsonNode Context) Read(int index)
    {
        var parts = Table[index]!["request"]!.ToString().Split("\n\n", 2);
        var lines = parts[0].Replace("\n ", " ", StringComparison.Ordinal).Split('\n');
        var line = lines[0][..lines[0].LastIndexOf(' ')];
        var target = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in lines.Skip(1).Where(text => text.Length > 0))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (header[..colon], header[(colon + 1)..].Trim());
            headers[name] = headers.TryGetValue(name, out var before) ? $"{before},{value}" : value;
        }

        var request = new WireRequest
        {
            Method = line[..line.IndexOf(' ', StringComparison.Ordinal)],
            Path = question < 0 ? target : target[..question],
            QueryText = question < 0 ? "" : target[(question + 1)..],
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(parts.Length == 2 ? parts[1].TrimEnd('\n') : ""),
        };
        return (request, Table[index]!["context"]!);
    }
}
