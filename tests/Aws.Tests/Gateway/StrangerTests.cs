using System.Net;
using Headwater.Aws.Calls;
using Headwater.Aws.Tests.Support;

namespace Headwater.Aws.Tests.Gateway;

public sealed class StrangerTests
{
    [Fact]
    public async Task Door_EveryStrangersWay_AnswersTheModelled403()
    {
        var parts = new AwsRigParts { Authorizer = new RigAuthorizer("ssm:DeleteParameter", "iam:DeleteRole", "medialive:DeleteInput", "s3:DeleteBucket", "sns:DeleteTopic") };
        parts.Credentials.Add("ASIAEXPIRED", new Credential("s", Principal.Root(AwsRig.Account)) { SessionToken = "t", Expires = DateTimeOffset.UnixEpoch });
        parts.Credentials.Add("ASIASESSION", new Credential("s", Principal.Root(AwsRig.Account)) { SessionToken = "t" });
        await using var rig = await AwsRig.StartAsync(
            parts,
            new ScriptedService("ssm").On("GetParameter").On("DeleteParameter"),
            new ScriptedService("iam").On("GetUser").On("DeleteRole"),
            new ScriptedService("medialive").On("DescribeInput").On("DeleteInput"),
            new ScriptedService("sns").On("DeleteTopic"),
            new ScriptedService("s3").On("ListBuckets").On("DeleteBucket"));

        var output = await rig.PythonAsync("""
            def answer(fault): return [fault["Error"]["Code"], fault["ResponseMetadata"]["HTTPStatusCode"]]
            calls = {"ssm": ("get_parameter", {"Name": "a"}), "iam": ("get_user", {}), "medialive": ("describe_input", {"InputId": "1"}), "s3": ("list_buckets", {})}
            keys = {
                "unknown": dict(aws_access_key_id="AKIANOBODY", aws_secret_access_key="x"),
                "wrong": dict(aws_secret_access_key="x", aws_access_key_id="AKIAIOSFODNN7EXAMPLE"),
                "expired": dict(aws_access_key_id="ASIAEXPIRED", aws_secret_access_key="s", aws_session_token="t"),
                "token": dict(aws_access_key_id="ASIASESSION", aws_secret_access_key="s", aws_session_token="other"),
            }
            for key, options in keys.items():
                show([key] + [answer(fails(getattr(client(name, **options), method), **arguments)) for name, (method, arguments) in calls.items()])
            client("ssm", **{**keys["token"], "aws_session_token": "t"}).get_parameter(Name="a")
            denied = [("ssm", "delete_parameter", {"Name": "a"}), ("iam", "delete_role", {"RoleName": "r"}), ("medialive", "delete_input", {"InputId": "1"}), ("s3", "delete_bucket", {"Bucket": "b"}), ("sns", "delete_topic", {"TopicArn": "t"})]
            show([answer(fails(getattr(client(name), method), **arguments)) for name, method, arguments in denied[:3] + denied[4:]])
            import botocore.auth
            real = botocore.auth.get_current_datetime
            botocore.auth.get_current_datetime = lambda *a, **k: real(*a, **k) - datetime.timedelta(minutes=20)
            show([answer(fails(getattr(client(name), method), **arguments)) for name, (method, arguments) in calls.items()])
            """, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """["unknown", ["UnrecognizedClientException", 403], ["InvalidClientTokenId", 403], ["UnrecognizedClientException", 403], ["InvalidAccessKeyId", 403]]""",
                """["wrong", ["InvalidSignatureException", 403], ["SignatureDoesNotMatch", 403], ["InvalidSignatureException", 403], ["SignatureDoesNotMatch", 403]]""",
                """["expired", ["ExpiredTokenException", 403], ["ExpiredToken", 403], ["ExpiredTokenException", 403], ["ExpiredToken", 400]]""",
                """["token", ["UnrecognizedClientException", 403], ["InvalidClientTokenId", 403], ["UnrecognizedClientException", 403], ["InvalidToken", 400]]""",
                """[["AccessDeniedException", 403], ["AccessDenied", 403], ["AccessDeniedException", 403], ["AuthorizationError", 403]]""",
                """[["InvalidSignatureException", 403], ["SignatureDoesNotMatch", 403], ["InvalidSignatureException", 403], ["RequestTimeTooSkewed", 403]]""",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("application/x-amz-json-1.1", "AmazonSSM.GetParameter", "{}", HttpStatusCode.Forbidden, "MissingAuthenticationTokenException")]
    [InlineData("application/x-www-form-urlencoded", null, "Action=GetUser&Version=2010-05-08", HttpStatusCode.Forbidden, "MissingAuthenticationToken")]
    [InlineData("application/x-amz-json-1.1", "Nothing_1.Do", "{}", HttpStatusCode.NotFound, "UnknownService")]
    [InlineData("application/x-www-form-urlencoded", null, "Action=Do&Version=1999-01-01", HttpStatusCode.NotFound, "UnknownService")]
    public async Task Door_UnsignedCall_IsRefused(string contentType, string? target, string body, HttpStatusCode status, string code)
    {
        await using var rig = await AwsRig.StartAsync(new ScriptedService("ssm").On("GetParameter"), new ScriptedService("iam").On("GetUser"));
        using var request = new HttpRequestMessage(HttpMethod.Post, rig.Endpoint) { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(contentType)) };
        if (target is not null)
        {
            request.Headers.Add("X-Amz-Target", target);
        }

        using var answer = await rig.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(PrincipalKind.Anonymous, rig.Calls.Single().Principal.Kind);
    }
}
