using Headwater.Aws.Calls;
using Headwater.Aws.Services.Iam;

namespace Headwater.Aws.Tests.Iam;

public sealed class AuthorizerTests
{
    private const string Object = "arn:aws:s3:::bucket/key";

    private readonly IdentityRig _rig = new();

    [Fact]
    public async Task User_WithoutPolicies_MayNothingAndIsToldWhy()
    {
        var alice = await _rig.UserAsync("alice");

        Assert.Equal(
            $"User: {IdentityRig.Arn("user/alice")} is not authorized to perform: s3:GetObject on resource: {Object} because no identity-based policy allows the s3:GetObject action",
            await _rig.RefusalAsync(alice, "s3:GetObject", Object));
    }

    [Fact]
    public async Task User_WithPoliciesOfItsOwnOfGroupsAndAttached_MayWhatAnyAllows()
    {
        var alice = await _rig.UserAsync("alice", IdentityRig.Allow("s3:GetObject"));
        await _rig.IamAsync("CreateGroup", new { GroupName = "g" });
        await _rig.IamAsync("PutGroupPolicy", new { GroupName = "g", PolicyName = "p", PolicyDocument = IdentityRig.Allow("sns:*") });
        await _rig.IamAsync("AddUserToGroup", new { GroupName = "g", UserName = "alice" });
        await _rig.IamAsync("AttachUserPolicy", new { UserName = "alice", PolicyArn = "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess" });

        Assert.Null(await _rig.RefusalAsync(alice, "s3:GetObject", Object));
        Assert.Null(await _rig.RefusalAsync(alice, "sns:Publish"));
        Assert.Null(await _rig.RefusalAsync(alice, "ssm:GetParameter"));
        Assert.NotNull(await _rig.RefusalAsync(alice, "ssm:PutParameter"));
    }

    [Fact]
    public async Task ExplicitDeny_AnywhereWins()
    {
        var alice = await _rig.UserAsync("alice", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}""");

        Assert.EndsWith("with an explicit deny in an identity-based policy", await _rig.RefusalAsync(alice, "s3:DeleteObject", Object), StringComparison.Ordinal);
        Assert.EndsWith(
            "with an explicit deny in a resource-based policy",
            await _rig.RefusalAsync(alice, "s3:GetObject", Object, Bucket("Deny", "\"*\"")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResourcePolicy_ThatNamesAUser_IsEnoughAndOneThatNamesTheAccountIsNot()
    {
        var alice = await _rig.UserAsync("alice");

        Assert.Null(await _rig.RefusalAsync(alice, "s3:GetObject", Object, Bucket("Allow", $$"""{"AWS":"{{IdentityRig.Arn("user/alice")}}"}""")));
        Assert.NotNull(await _rig.RefusalAsync(alice, "s3:GetObject", Object, Bucket("Allow", $$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""")));
        Assert.NotNull(await _rig.RefusalAsync(alice, "s3:GetObject", Object, Bucket("Allow", $$"""{"AWS":"{{IdentityRig.Arn("user/bob")}}"}""")));
    }

    [Fact]
    public async Task Boundary_WithAWiderPolicy_IsTheLimit()
    {
        var arn = (string)(await _rig.IamAsync("CreatePolicy", new { PolicyName = "bound", PolicyDocument = IdentityRig.Allow("s3:*") }))["Policy"]!["Arn"]!;
        var alice = await _rig.UserAsync("alice", IdentityRig.AllowAll);
        await _rig.IamAsync("PutUserPermissionsBoundary", new { UserName = "alice", PermissionsBoundary = arn });

        Assert.Null(await _rig.RefusalAsync(alice, "s3:GetObject", Object));
        Assert.EndsWith("because no permissions boundary allows the sns:Publish action", await _rig.RefusalAsync(alice, "sns:Publish"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_MayWhatAResourcePolicyAllowsEverybody()
    {
        Assert.Null(await _rig.RefusalAsync(Principal.Anonymous, "s3:GetObject", Object, Bucket("Allow", "\"*\"")));
        Assert.NotNull(await _rig.RefusalAsync(Principal.Anonymous, "s3:GetObject", Object, Bucket("Allow", $$"""{"AWS":"{{IdentityRig.Arn("root")}}"}""")));
        Assert.Equal(
            $"User: anonymous is not authorized to perform: s3:GetObject on resource: {Object} because no resource-based policy allows the s3:GetObject action",
            await _rig.RefusalAsync(Principal.Anonymous, "s3:GetObject", Object));
    }

    [Fact]
    public async Task ServiceAndRoot_MayWhatNobodyDeniesThem()
    {
        var service = Principal.OfService(IdentityRig.Account, "medialive.amazonaws.com");

        Assert.Null(await _rig.RefusalAsync(service, "s3:PutObject", Object));
        Assert.NotNull(await _rig.RefusalAsync(service, "s3:PutObject", Object, Bucket("Deny", """{"Service":"medialive.amazonaws.com"}""")));
        Assert.Null(await _rig.RefusalAsync(IdentityRig.Root, "s3:PutObject", Object, Bucket("Deny", "\"*\"")));
    }

    [Fact]
    public async Task UnreadableResourcePolicy_DeniesEverybodyButRoot()
    {
        var alice = await _rig.UserAsync("alice", IdentityRig.AllowAll);

        Assert.NotNull(await _rig.RefusalAsync(alice, "s3:GetObject", Object, "not a policy"));
        Assert.NotNull(await _rig.RefusalAsync(Principal.Anonymous, "s3:GetObject", Object, "not a policy"));
    }

    [Fact]
    public async Task UserMadeAnewUnderItsName_HasNothingOfTheOldKeys()
    {
        var old = await _rig.UserAsync("alice");
        await _rig.IamAsync("DeleteAccessKey", new { UserName = "alice", old.AccessKeyId });
        await _rig.IamAsync("DeleteUser", new { UserName = "alice" });
        await _rig.UserAsync("alice", IdentityRig.AllowAll);

        Assert.NotNull(await _rig.RefusalAsync(old, "s3:GetObject", Object));
    }

    [Fact]
    public async Task PassRole_IsAllowedForTheServiceThatThePolicySays()
    {
        var alice = await _rig.UserAsync("alice", $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:PassRole","Resource":"{{IdentityRig.Arn("role/live")}}","Condition":{"StringEquals":{"iam:PassedToService":"medialive.amazonaws.com"} } } }""");

        Assert.Null(await _rig.Authorizer.RefusalAsync(_rig.Context(alice), PassRole.Permission(IdentityRig.Arn("role/live"), "medialive.amazonaws.com")));
        Assert.NotNull(await _rig.Authorizer.RefusalAsync(_rig.Context(alice), PassRole.Permission(IdentityRig.Arn("role/live"), "ec2.amazonaws.com")));
        Assert.NotNull(await _rig.Authorizer.RefusalAsync(_rig.Context(alice), PassRole.Permission(IdentityRig.Arn("role/other"), "medialive.amazonaws.com")));
    }

    [Theory]
    [InlineData("aws:username", "alice")]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::123456789012:user/alice")]
    [InlineData("aws:PrincipalAccount", "123456789012")]
    [InlineData("aws:RequestedRegion", "us-east-1")]
    [InlineData("aws:SecureTransport", "false")]
    [InlineData("aws:UserAgent", "tests")]
    [InlineData("aws:SourceIp", "127.0.0.1")]
    [InlineData("aws:PrincipalType", "User")]
    [InlineData("aws:PrincipalTag/team", "red")]
    [InlineData("s3:prefix", "given")]
    public async Task GlobalKey_OfACall_IsKnownToConditions(string key, string value)
    {
        var alice = await _rig.UserAsync("alice", $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"{{key}}":"{{value}}"} } } }""");
        await _rig.IamAsync("TagUser", new { UserName = "alice", Tags = new[] { new { Key = "team", Value = "red" } } });

        Assert.Null(await _rig.RefusalAsync(alice, "s3:GetObject", Object, conditions: new() { ["s3:prefix"] = "given" }));
    }

    private static string Bucket(string effect, string principal) =>
        $$"""{"Version":"2012-10-17","Statement":{"Effect":"{{effect}}","Principal":{{principal}},"Action":"s3:*","Resource":"arn:aws:s3:::bucket/*"} }""";
}
