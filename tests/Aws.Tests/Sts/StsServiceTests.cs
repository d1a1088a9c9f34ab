using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.Sts;
using Headwater.Aws.Tests.Iam;

namespace Headwater.Aws.Tests.Sts;

public sealed class StsServiceTests
{
    private readonly IdentityRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AssumeRole_ByWhomTheTrustNames_GivesASessionOfTheRole()
    {
        var alice = await _rig.UserAsync("alice");
        var roleId = await RoleAsync($$"""{"AWS":"{{alice.Arn}}"}""");

        var answer = await AssumeAsync(alice);
        var session = await _rig.SignAsync(answer["Credentials"]!);

        Assert.Equal($"arn:aws:sts::{IdentityRig.Account}:assumed-role/writer/one", session.Arn);
        Assert.Equal($"{roleId}:one", session.UserId);
        Assert.Equal("2026-11-22T13:00:00.000Z", (string?)answer["Credentials"]!["Expiration"]);
        Assert.StartsWith("ASIA", session.AccessKeyId, StringComparison.Ordinal);
        Assert.Null(await _rig.RefusalAsync(session, "s3:PutObject"));
        Assert.NotNull(await _rig.RefusalAsync(session, "sns:Publish"));
        Assert.NotNull(await _rig.RefusalAsync(session with { UserId = "AROAOLDOLDOLDOLDOLDOL:one" }, "s3:PutObject"));
        Assert.Equal(session.Arn, (string?)(await _rig.StsAsync("GetCallerIdentity", new { }, session))["Arn"]);
        Assert.Equal("2026-11-22T12:00:00.000Z", (string?)(await _rig.IamAsync("GetRole", new { RoleName = "writer" }))["Role"]!["RoleLastUsed"]!["LastUsedDate"]);
    }

    [Fact]
    public async Task AssumeRole_WhenTheTrustNamesTheAccount_NeedsThePolicyOfTheCallerToo()
    {
        await RoleAsync($$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""");
        var may = await _rig.UserAsync("may", IdentityRig.Allow("sts:AssumeRole"));
        var mayNot = await _rig.UserAsync("maynot", IdentityRig.Allow("s3:*"));

        await AssumeAsync(may);
        await AssumeAsync(IdentityRig.Root);
        Assert.Equal(
            ("AccessDenied", $"User: {mayNot.Arn} is not authorized to perform: sts:AssumeRole on resource: {IdentityRig.Arn("role/writer")}"),
            await _rig.FailureAsync("sts", "AssumeRole", Request(), mayNot));
    }

    [Fact]
    public async Task AssumeRole_WhomTheTrustDoesNotName_IsRefusedWhateverElseHeMay()
    {
        await RoleAsync("""{"Service":"medialive.amazonaws.com"}""");
        var admin = await _rig.UserAsync("admin", IdentityRig.AllowAll);

        Assert.Equal("AccessDenied", (await _rig.FailureAsync("sts", "AssumeRole", Request(), admin)).Code);
        Assert.Equal("AccessDenied", (await _rig.FailureAsync("sts", "AssumeRole", Request(), IdentityRig.Root)).Code);
        await AssumeAsync(Principal.OfService(IdentityRig.Account, "medialive.amazonaws.com"));
    }

    [Fact]
    public async Task AssumeRole_OfNoSuchRole_IsRefusedInTheSameWords()
    {
        var request = Request();
        request["RoleArn"] = IdentityRig.Arn("role/nothing");

        Assert.Equal(
            ("AccessDenied", $"User: {IdentityRig.Root.Arn} is not authorized to perform: sts:AssumeRole on resource: {IdentityRig.Arn("role/nothing")}"),
            await _rig.FailureAsync("sts", "AssumeRole", request));
    }

    [Fact]
    public async Task AssumeRole_WithAnExternalIdInTheTrust_AsksForIt()
    {
        await RoleAsync($$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""", """{"StringEquals":{"sts:ExternalId":"secret"} }""");

        Assert.Equal("AccessDenied", (await _rig.FailureAsync("sts", "AssumeRole", Request())).Code);
        await AssumeAsync(IdentityRig.Root, request => request["ExternalId"] = "secret");
    }

    [Fact]
    public async Task AssumeRole_WithASessionPolicy_MayOnlyWhatBothAllow()
    {
        await RoleAsync($$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""");
        var session = await _rig.SignAsync((await AssumeAsync(IdentityRig.Root, request =>
        {
            request["Policy"] = IdentityRig.Allow("s3:GetObject");
            request["PolicyArns"] = new JsonArray(new JsonObject { ["arn"] = "arn:aws:iam::aws:policy/AmazonSNSFullAccess" });
        }))["Credentials"]!);

        Assert.Null(await _rig.RefusalAsync(session, "s3:GetObject"));
        Assert.EndsWith("because no session policy allows the s3:PutObject action", await _rig.RefusalAsync(session, "s3:PutObject"), StringComparison.Ordinal);
        Assert.EndsWith("because no identity-based policy allows the sns:Publish action", await _rig.RefusalAsync(session, "sns:Publish"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3601, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    [InlineData(43200, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    public async Task AssumeRole_ForLongerThanTheRoleSays_IsRefused(int seconds, string message)
    {
        await RoleAsync($$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""");
        var request = Request();
        request["DurationSeconds"] = seconds;

        Assert.Equal(("ValidationError", message), await _rig.FailureAsync("sts", "AssumeRole", request));
    }

    [Fact]
    public async Task AssumeRole_FromASession_LastsAnHourAtMostAndTakesTransitiveTagsAlong()
    {
        await RoleAsync($$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""");
        await _rig.IamAsync("UpdateRole", new { RoleName = "writer", MaxSessionDuration = 7200 });
        await _rig.IamAsync("UpdateAssumeRolePolicy", new { RoleName = "writer", PolicyDocument = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["{{IdentityRig.Arn("root")}}","{{IdentityRig.Arn("role/writer")}}"]},"Action":["sts:AssumeRole","sts:TagSession"]} }""" });
        await _rig.IamAsync("PutRolePolicy", new { RoleName = "writer", PolicyName = "tagged", PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sns:Publish","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"} } } }""" });
        var first = await _rig.SignAsync((await AssumeAsync(IdentityRig.Root, request =>
        {
            request["Tags"] = new JsonArray(new JsonObject { ["Key"] = "team", ["Value"] = "red" }, new JsonObject { ["Key"] = "own", ["Value"] = "x" });
            request["TransitiveTagKeys"] = new JsonArray("team");
        }))["Credentials"]!);

        var second = await _rig.SignAsync((await AssumeAsync(first))["Credentials"]!);
        var untagged = await _rig.SignAsync((await AssumeAsync(IdentityRig.Root))["Credentials"]!);

        Assert.Null(await _rig.RefusalAsync(second, "sns:Publish"));
        Assert.NotNull(await _rig.RefusalAsync(untagged, "sns:Publish"));
        var longer = Request();
        longer["DurationSeconds"] = 3601;
        Assert.Equal("ValidationError", (await _rig.FailureAsync("sts", "AssumeRole", longer, first)).Code);
    }

    [Fact]
    public async Task Session_AfterARestart_SignsUntilItsEndAndIsClearedAwayLater()
    {
        await RoleAsync($$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""");
        var id = (string)(await AssumeAsync(IdentityRig.Root))["Credentials"]!["AccessKeyId"]!;

        var restarted = new CredentialSource(_rig.Store, IdentityRig.Account, IdentityRig.RootKey, IdentityRig.RootSecret);
        Assert.Equal(_rig.Clock.GetUtcNow().AddHours(1), (await restarted.FindAsync(id, Cancellation))!.Expires);

        _rig.Clock.Advance(TimeSpan.FromDays(2));
        await AssumeAsync(IdentityRig.Root);
        Assert.Null(await restarted.FindAsync(id, Cancellation));
    }

    [Fact]
    public async Task GetSessionToken_OfAUser_IsTheUserWithAKeyThatEnds()
    {
        var alice = await _rig.UserAsync("alice", IdentityRig.Allow("s3:*"));

        var credentials = (await _rig.StsAsync("GetSessionToken", new { DurationSeconds = 900 }, alice))["Credentials"]!;
        var session = await _rig.SignAsync(credentials);

        Assert.Equal((alice.Arn, alice.UserId, PrincipalKind.User), (session.Arn, session.UserId, session.Kind));
        Assert.Equal("2026-11-22T12:15:00.000Z", (string?)credentials["Expiration"]);
        Assert.Null(await _rig.RefusalAsync(session, "s3:GetObject"));
        Assert.Equal("AccessDenied", (await _rig.FailureAsync("sts", "GetSessionToken", new { }, session)).Code);
    }

    [Fact]
    public async Task GetAccessKeyInfo_OfAKeyOfOurs_TellsTheAccount()
    {
        var alice = await _rig.UserAsync("alice");

        Assert.Equal(IdentityRig.Account, (string?)(await _rig.StsAsync("GetAccessKeyInfo", new { alice.AccessKeyId }))["Account"]);
        Assert.Equal("ValidationError", (await _rig.FailureAsync("sts", "GetAccessKeyInfo", new { AccessKeyId = "AKIA0000000000000000" })).Code);
    }

    [Fact]
    public async Task Nobody_HasNoIdentityToAskFor() =>
        Assert.Equal("MissingAuthenticationToken", (await _rig.FailureAsync("sts", "GetCallerIdentity", new { }, Principal.Anonymous)).Code);

    [Fact]
    public async Task Credentials_OfTheRootKey_AreTheRoots()
    {
        Assert.Equal(PrincipalKind.Root, (await _rig.Credentials.FindAsync(IdentityRig.RootKey, Cancellation))!.Principal.Kind);
        Assert.Null(await _rig.Credentials.FindAsync("AKIANOSUCHKEYNOSUCHK", Cancellation));
        Assert.Null(await _rig.Credentials.FindAsync("", Cancellation));
    }

    private static JsonObject Request() => new() { ["RoleArn"] = IdentityRig.Arn("role/writer"), ["RoleSessionName"] = "one" };

    private async Task<string> RoleAsync(string principals, string condition = "{}")
    {
        var role = await _rig.IamAsync("CreateRole", new { RoleName = "writer", AssumeRolePolicyDocument = IdentityRig.Trust(principals, condition) });
        await _rig.IamAsync("PutRolePolicy", new { RoleName = "writer", PolicyName = "p", PolicyDocument = IdentityRig.Allow("s3:*") });
        return (string)role["Role"]!["RoleId"]!;
    }

    private Task<JsonObject> AssumeAsync(Principal principal, Action<JsonObject>? change = null)
    {
        var request = Request();
        change?.Invoke(request);
        return _rig.StsAsync("AssumeRole", request, principal);
    }
}
