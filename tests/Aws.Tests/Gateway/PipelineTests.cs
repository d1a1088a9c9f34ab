using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Gateway;
using Headwater.Aws.Tests.Support;

namespace Headwater.Aws.Tests.Gateway;

public sealed class PipelineTests
{
    private const string Sign = """
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials
        import os, http.client
        def send(service, body, headers, path="/"):
            endpoint = os.environ["AWS_ENDPOINT_URL"]
            request = AWSRequest(method="POST", url=endpoint + path, data=body, headers=headers)
            SigV4Auth(Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]), service, "us-east-1").add_auth(request)
            connection = http.client.HTTPConnection(endpoint.split("//")[1])
            connection.request("POST", path, body=body, headers=dict(request.headers))
            answer = connection.getresponse()
            return [answer.status, answer.getheader("x-amzn-ErrorType") or answer.read().decode()]

        def ssm(body, operation="GetParameter", **headers):
            return send("ssm", body, {"X-Amz-Target": "AmazonSSM." + operation, "Content-Type": "application/x-amz-json-1.1", **headers})

        """;

    [Fact]
    public async Task Json_BadInput_AnswersTheModelledErrorAndTheServerLives()
    {
        await using var rig = await AwsRig.StartAsync(new ScriptedService("ssm").On("GetParameter", """{"Parameter":{"Value":"v"}}"""));

        var output = await rig.PythonAsync(Sign + """
            show(ssm(b"{"))
            show(ssm(b"[" * 100000))
            show(ssm(b'{"Name":"a","Name":"b"}'))
            show(ssm(b'{"Name":"\xff"}'))
            show(ssm(b'{"Name":3}'))
            show(ssm(b'{}'))
            show(ssm(b"{}", "NoSuchOperation"))
            show(ssm(b"{}", "PutParameter"))
            show(ssm(b" " * (100 * 1024 * 1024)))
            show(ssm(gzip.compress(b" " * (30 * 1024 * 1024)), **{"Content-Encoding": "gzip"}))
            show(ssm(b"not gzip", **{"Content-Encoding": "gzip"}))
            show(ssm(gzip.compress(b'{"Name":"a"}'), **{"Content-Encoding": "gzip"})[0])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                .. Enumerable.Repeat("""[400, "SerializationException"]""", 5), """[400, "ValidationException"]""", """[404, "UnknownOperationException"]""", """[501, "NotImplemented"]""",
                """[413, "RequestEntityTooLarge"]""", """[413, "RequestEntityTooLarge"]""", """[400, "SerializationException"]""", "200",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Call_FromWithin_IsValidatedAuthorizedAndRun()
    {
        var parts = new AwsRigParts { Authorizer = new RigAuthorizer("ssm:DeleteParameter") };
        var gateway = parts.Build(new ScriptedService("ssm").On("GetParameter", """{"Parameter":{"Value":"v"}}""").On("DeleteParameter"));

        Assert.Equal("v", (await gateway.CallAsync("ssm", "GetParameter", new JsonObject { ["Name"] = "a" }, Context()))["Parameter"]!["Value"]!.ToString());
        await RefusedAsync("ValidationException", "GetParameter", []);
        await RefusedAsync("AccessDeniedException", "DeleteParameter", new JsonObject { ["Name"] = "a" });
        await RefusedAsync("NotImplemented", "PutParameter", []);
        await RefusedAsync("UnknownOperationException", "Nothing", []);

        async Task RefusedAsync(string code, string operation, JsonObject request) =>
            Assert.Equal(code, (await Assert.ThrowsAsync<AwsException>(async () => await gateway.CallAsync("ssm", operation, request, Context()))).Code);
    }

    [Fact]
    public async Task Settings_RefusedOnes_NameAllOfThemAndInertOnesAreListed()
    {
        const string Text = """
            # what becomes of inputs
            CreateInputRequest.* applied
            CreateInputRequest.Vpc refused there is no VPC here
            CreateInputRequest.Type=MEDIACONNECT refused MediaConnect does not run here
            CreateInputRequest.RoleArn inert nothing is assumed
            """;
        var parts = new AwsRigParts { Settings = _ => SettingTable.Read(new StringReader(Text)) };
        var gateway = parts.Build(new ScriptedService("medialive").On("CreateInput"));
        var context = Context();

        await gateway.CallAsync("medialive", "CreateInput", new JsonObject { ["Type"] = "RTMP_PUSH", ["RoleArn"] = "arn:r" }, context);
        var refused = await Assert.ThrowsAsync<AwsException>(async () =>
            await gateway.CallAsync("medialive", "CreateInput", new JsonObject { ["Type"] = "MEDIACONNECT", ["Vpc"] = new JsonObject { ["SubnetIds"] = new JsonArray("s") } }, Context()));

        Assert.Equal(["roleArn: nothing is assumed"], context.InertSettings);
        Assert.Equal("UnprocessableEntityException", refused.Code);
        Assert.Equal(["type", "vpc"], refused.Members!["ValidationErrors"]!.AsArray().Select(item => item!["ElementPath"]!.ToString()).Order());
    }

    [Fact]
    public async Task Handler_ThrowsUnexpectedly_AnswersInternalFailureWithoutItsWords()
    {
        await using var rig = await AwsRig.StartAsync(new ScriptedService("s3").On("ListObjects", (_, _) => throw new InvalidOperationException("secret words")));

        using var answer = await rig.Http.GetAsync(new Uri(rig.Endpoint, "/bucket"), TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("<Code>InternalError</Code>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Equal(answer.Headers.GetValues("x-amz-request-id").Single(), rig.Calls.Single().RequestId);
    }

    [Theory]
    [InlineData("bucket.localhost", "/key", "bucket", "key")]
    [InlineData("bucket.s3.us-east-1.localhost:4566", "/a//b%2Fc", "bucket", "a//b/c")]
    [InlineData("my.bucket.s3.localhost", "/k/", "my.bucket", "k/")]
    [InlineData("127.0.0.1:4566", "/bucket/../x", "bucket", "../x")]
    [InlineData("s3.us-east-1.localhost", "/bucket//x", "bucket", "/x")]
    public async Task S3_HostAndPathForms_NameBucketAndKeyAsSent(string host, string path, string bucket, string key)
    {
        var service = new ScriptedService("s3").On("GetObject");
        await using var rig = await AwsRig.StartAsync(service);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, rig.Endpoint.Port, TestContext.Current.CancellationToken);

        // By hand: HTTP libraries tidy paths before they send them.
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Equal((bucket, key), (service.Requests.Single()["Bucket"]!.ToString(), service.Requests.Single()["Key"]!.ToString()));
    }

    private static CallContext Context() => new()
    {
        Account = AwsRig.Account,
        Region = "us-east-1",
        RequestId = "r",
        Principal = Principal.Root(AwsRig.Account),
        Time = DateTimeOffset.UnixEpoch,
        Endpoint = "http://127.0.0.1:4566",
    };
}
