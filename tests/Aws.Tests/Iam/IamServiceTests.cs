using System.Text.Json.Nodes;
using Headwater.Aws.Services.Iam;

namespace Headwater.Aws.Tests.Iam;

public sealed class IamServiceTests
{
    private const string MediaLive = """{"Service":"medialive.amazonaws.com"}""";

    private readonly IdentityRig _rig = new();

    [Fact]
    public async Task CreateRole_ThenGetRole_AnswersItWithItsTrustEncoded()
    {
        var trust = IdentityRig.Trust(MediaLive);
        await _rig.IamAsync("CreateRole", new { RoleName = "live", Path = "/media/", AssumeRolePolicyDocument = trust, Description = "d", Tags = new[] { new { Key = "a", Value = "b" } } });

        var role = (await _rig.IamAsync("GetRole", new { RoleName = "LIVE" }))["Role"]!;

        Assert.Equal(IdentityRig.Arn("role/media/live"), (string?)role["Arn"]);
        Assert.Matches("^AROA[A-Z2-7]{17}$", (string?)role["RoleId"]);
        Assert.Equal(trust, Uri.UnescapeDataString((string)role["AssumeRolePolicyDocument"]!));
        Assert.DoesNotContain("{", (string)role["AssumeRolePolicyDocument"]!, StringComparison.Ordinal);
        Assert.Equal(3600, (int)role["MaxSessionDuration"]!);
        Assert.Equal("2026-11-22T12:00:00.000Z", (string?)role["CreateDate"]);
        Assert.Equal("""[{"Key":"a","Value":"b"}]""", role["Tags"]!.ToJsonString());
    }

    [Theory]
    [InlineData("CreateRole", """{"RoleName":"R","AssumeRolePolicyDocument":"{}"}""", "EntityAlreadyExists", "Role with name R already exists.")]
    [InlineData("CreateUser", """{"UserName":"U"}""", "EntityAlreadyExists", "User with name U already exists.")]
    [InlineData("CreateGroup", """{"GroupName":"G"}""", "EntityAlreadyExists", "Group with name G already exists.")]
    [InlineData("CreatePolicy", """{"PolicyName":"P","PolicyDocument":"{}"}""", "EntityAlreadyExists", "A policy called P already exists. Duplicate names are not allowed.")]
    [InlineData("GetRole", """{"RoleName":"x"}""", "NoSuchEntity", "The role with name x cannot be found.")]
    [InlineData("GetUser", """{"UserName":"x"}""", "NoSuchEntity", "The user with name x cannot be found.")]
    [InlineData("GetGroup", """{"GroupName":"x"}""", "NoSuchEntity", "The group with name x cannot be found.")]
    [InlineData("GetRolePolicy", """{"RoleName":"r","PolicyName":"x"}""", "NoSuchEntity", "The role policy with name x cannot be found.")]
    [InlineData("DeleteUserPolicy", """{"UserName":"u","PolicyName":"x"}""", "NoSuchEntity", "The user policy with name x cannot be found.")]
    [InlineData("GetPolicy", """{"PolicyArn":"arn:aws:iam::aws:policy/Nonsense"}""", "NoSuchEntity", "Policy arn:aws:iam::aws:policy/Nonsense was not found.")]
    [InlineData("AttachRolePolicy", """{"RoleName":"r","PolicyArn":"arn:aws:iam::aws:policy/Nonsense"}""", "NoSuchEntity", "Policy arn:aws:iam::aws:policy/Nonsense does not exist or is not attachable.")]
    [InlineData("DetachRolePolicy", """{"RoleName":"r","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}""", "NoSuchEntity", "Policy arn:aws:iam::aws:policy/AdministratorAccess was not found.")]
    [InlineData("CreatePolicyVersion", """{"PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess","PolicyDocument":"{}"}""", "AccessDenied", "Cannot modify the AWS managed policy arn:aws:iam::aws:policy/AdministratorAccess.")]
    [InlineData("PutRolePolicy", """{"RoleName":"r","PolicyName":"p","PolicyDocument":"{}"}""", "MalformedPolicyDocument", "Syntax errors in policy.")]
    [InlineData("CreateRole", """{"RoleName":"n","AssumeRolePolicyDocument":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:user/nobody\"},\"Action\":\"sts:AssumeRole\"}}"}""", "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/nobody\"")]
    [InlineData("UpdateAccessKey", """{"UserName":"u","AccessKeyId":"AKIAXXXXXXXXXXXXXXXX","Status":"Inactive"}""", "NoSuchEntity", "The Access Key with id AKIAXXXXXXXXXXXXXXXX cannot be found.")]
    [InlineData("TagRole", """{"RoleName":"r","Tags":[{"Key":"a","Value":"1"},{"Key":"A","Value":"2"}]}""", "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("ListUsers", """{"Marker":"???"}""", "ValidationError", "Invalid Marker.")]
    public async Task Operation_ThatCannotBe_SaysWhatAwsSays(string operation, string request, string code, string message)
    {
        await _rig.IamAsync("CreateRole", new { RoleName = "r", AssumeRolePolicyDocument = IdentityRig.Trust(MediaLive) });
        await _rig.IamAsync("CreateUser", new { UserName = "u" });
        await _rig.IamAsync("CreateGroup", new { GroupName = "g" });
        await _rig.IamAsync("CreatePolicy", new { PolicyName = "p", PolicyDocument = IdentityRig.AllowAll });

        Assert.Equal((code, message), await _rig.FailureAsync("iam", operation, JsonNode.Parse(request)!.AsObject()));
    }

    [Fact]
    public async Task Delete_OfWhatHoldsSomething_SaysWhatMustGoFirstUntilItIsGone()
    {
        await _rig.IamAsync("CreateUser", new { UserName = "u" });
        await _rig.IamAsync("CreateGroup", new { GroupName = "g" });
        await _rig.IamAsync("AddUserToGroup", new { GroupName = "g", UserName = "u" });
        await _rig.IamAsync("PutUserPolicy", new { UserName = "u", PolicyName = "p", PolicyDocument = IdentityRig.AllowAll });
        var arn = (string)(await _rig.IamAsync("CreatePolicy", new { PolicyName = "m", PolicyDocument = IdentityRig.AllowAll }))["Policy"]!["Arn"]!;
        await _rig.IamAsync("AttachUserPolicy", new { UserName = "u", PolicyArn = arn });
        var key = (string)(await _rig.IamAsync("CreateAccessKey", new { UserName = "u" }))["AccessKey"]!["AccessKeyId"]!;

        await ConflictsAsync("DeleteUser", new { UserName = "u" }, "Cannot delete entity, must delete access keys first.");
        await _rig.IamAsync("DeleteAccessKey", new { UserName = "u", AccessKeyId = key });
        await ConflictsAsync("DeleteUser", new { UserName = "u" }, "Cannot delete entity, must detach all policies first.");
        await ConflictsAsync("DeletePolicy", new { PolicyArn = arn }, "Cannot delete a policy attached to entities.");
        await _rig.IamAsync("DetachUserPolicy", new { UserName = "u", PolicyArn = arn });
        await _rig.IamAsync("DeletePolicy", new { PolicyArn = arn });
        await ConflictsAsync("DeleteUser", new { UserName = "u" }, "Cannot delete entity, must delete policies first.");
        await _rig.IamAsync("DeleteUserPolicy", new { UserName = "u", PolicyName = "p" });
        await ConflictsAsync("DeleteUser", new { UserName = "u" }, "Cannot delete entity, must remove users from group first.");
        await ConflictsAsync("DeleteGroup", new { GroupName = "g" }, "Cannot delete entity, must remove users from group first.");
        await _rig.IamAsync("RemoveUserFromGroup", new { GroupName = "g", UserName = "u" });
        await _rig.IamAsync("DeleteGroup", new { GroupName = "g" });
        await _rig.IamAsync("DeleteUser", new { UserName = "u" });

        Assert.Empty((await _rig.IamAsync("ListUsers", new { }))["Users"]!.AsArray());
    }

    [Fact]
    public async Task PolicyVersions_AreFiveAtMostAndOneCounts()
    {
        var arn = (string)(await _rig.IamAsync("CreatePolicy", new { PolicyName = "m", PolicyDocument = IdentityRig.Allow("s3:*") }))["Policy"]!["Arn"]!;
        for (var version = 2; version <= 5; version++)
        {
            await _rig.IamAsync("CreatePolicyVersion", new { PolicyArn = arn, PolicyDocument = IdentityRig.Allow($"s3:V{version}"), SetAsDefault = version == 3 });
        }

        Assert.Equal("LimitExceeded", (await _rig.FailureAsync("iam", "CreatePolicyVersion", new { PolicyArn = arn, PolicyDocument = IdentityRig.AllowAll })).Code);
        Assert.Equal("v3", (string?)(await _rig.IamAsync("GetPolicy", new { PolicyArn = arn }))["Policy"]!["DefaultVersionId"]);
        Assert.Equal(
            ["v5", "v4", "v3", "v2", "v1"],
            (await _rig.IamAsync("ListPolicyVersions", new { PolicyArn = arn }))["Versions"]!.AsArray().Select(version => (string?)version!["VersionId"]));
        Assert.Equal(
            IdentityRig.Allow("s3:V4"),
            Uri.UnescapeDataString((string)(await _rig.IamAsync("GetPolicyVersion", new { PolicyArn = arn, VersionId = "v4" }))["PolicyVersion"]!["Document"]!));
        await ConflictsAsync("DeletePolicyVersion", new { PolicyArn = arn, VersionId = "v3" }, "Cannot delete the default version of a policy.");
        await _rig.IamAsync("DeletePolicyVersion", new { PolicyArn = arn, VersionId = "v1" });
        Assert.Equal(
            "v6",
            (string?)(await _rig.IamAsync("CreatePolicyVersion", new { PolicyArn = arn, PolicyDocument = IdentityRig.AllowAll }))["PolicyVersion"]!["VersionId"]);
        await ConflictsAsync(
            "DeletePolicy",
            new { PolicyArn = arn },
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
    }

    [Fact]
    public async Task List_InPages_IsWholeWithoutRepetition()
    {
        foreach (var name in (string[])["e", "b", "d", "a", "c"])
        {
            await _rig.IamAsync("CreateUser", new { UserName = name, Path = name == "d" ? "/other/" : "/team/" });
        }

        var names = new List<string>();
        string? marker = null;
        do
        {
            var page = await _rig.IamAsync("ListUsers", new { MaxItems = 2, Marker = marker, PathPrefix = "/team/" });
            names.AddRange(page["Users"]!.AsArray().Select(user => (string)user!["UserName"]!));
            marker = (string?)page["Marker"];
            Assert.Equal(marker is not null, (bool)page["IsTruncated"]!);
        }
        while (marker is not null);

        Assert.Equal(["a", "b", "c", "e"], names);
    }

    [Fact]
    public async Task AttachmentCount_UnderManyAttachersAtOnce_IsRight()
    {
        var arn = (string)(await _rig.IamAsync("CreatePolicy", new { PolicyName = "m", PolicyDocument = IdentityRig.AllowAll }))["Policy"]!["Arn"]!;
        var names = Enumerable.Range(0, 16).Select(n => $"u{n}").ToList();
        foreach (var name in names)
        {
            await _rig.IamAsync("CreateUser", new { UserName = name });
        }

        await Task.WhenAll(names.Select(name => Task.Run(() => _rig.IamAsync("AttachUserPolicy", new { UserName = name, PolicyArn = arn }))));

        Assert.Equal(16, (int)(await _rig.IamAsync("GetPolicy", new { PolicyArn = arn }))["Policy"]!["AttachmentCount"]!);
        Assert.Equal(16, (await _rig.IamAsync("ListEntitiesForPolicy", new { PolicyArn = arn }))["PolicyUsers"]!.AsArray().Count);
    }

    [Fact]
    public async Task AwsManagedPolicy_AttachedToARole_IsListedAndCounted()
    {
        const string Arn = "arn:aws:iam::aws:policy/AWSElementalMediaLiveFullAccess";
        await _rig.IamAsync("CreateRole", new { RoleName = "r", AssumeRolePolicyDocument = IdentityRig.Trust(MediaLive) });
        await _rig.IamAsync("AttachRolePolicy", new { RoleName = "r", PolicyArn = Arn });
        await _rig.IamAsync("AttachRolePolicy", new { RoleName = "r", PolicyArn = Arn });

        Assert.Equal($$"""[{"PolicyName":"AWSElementalMediaLiveFullAccess","PolicyArn":"{{Arn}}"}]""", (await _rig.IamAsync("ListAttachedRolePolicies", new { RoleName = "r" }))["AttachedPolicies"]!.ToJsonString());
        Assert.Equal(1, (int)(await _rig.IamAsync("GetPolicy", new { PolicyArn = Arn }))["Policy"]!["AttachmentCount"]!);
        await ConflictsAsync("DeleteRole", new { RoleName = "r" }, "Cannot delete entity, must detach all policies first.");
    }

    [Fact]
    public void AwsManagedPolicies_AreAllDocumentsThatCanBeRead() =>
        Assert.All(AwsManagedPolicies.All, policy => Assert.NotNull(Headwater.Aws.Policies.PolicyDocument.Read(policy.DefaultDocument(), Headwater.Aws.Policies.PolicyKind.Identity, out _)));

    [Fact]
    public async Task GetUser_WithoutAName_IsTheCaller()
    {
        var alice = await _rig.UserAsync("alice", IdentityRig.Allow("iam:GetUser"));

        Assert.Equal(IdentityRig.Arn("root"), (string?)(await _rig.IamAsync("GetUser", new { }))["User"]!["Arn"]);
        Assert.Equal("alice", (string?)(await _rig.IamAsync("GetUser", new { }, alice))["User"]!["UserName"]);
    }

    [Fact]
    public async Task AccessKeys_AreTwoAtMostAndSignWhileTheyAreActive()
    {
        var alice = await _rig.UserAsync("alice");
        var second = (await _rig.IamAsync("CreateAccessKey", new { UserName = "alice" }))["AccessKey"]!;
        Assert.Equal(("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"), await _rig.FailureAsync("iam", "CreateAccessKey", new { UserName = "alice" }));
        Assert.Equal(alice.Arn, (await _rig.SignAsync(second)).Arn);

        var id = (string)second["AccessKeyId"]!;
        await _rig.IamAsync("UpdateAccessKey", new { UserName = "alice", AccessKeyId = id, Status = "Inactive" });

        Assert.Null(await _rig.Credentials.FindAsync(id, TestContext.Current.CancellationToken));
        Assert.Equal("N/A", (string?)(await _rig.IamAsync("GetAccessKeyLastUsed", new { AccessKeyId = id }))["AccessKeyLastUsed"]!["ServiceName"]);
        await _rig.RefusalAsync(alice, "s3:GetObject");
        Assert.Equal("s3", (string?)(await _rig.IamAsync("GetAccessKeyLastUsed", new { alice.AccessKeyId }))["AccessKeyLastUsed"]!["ServiceName"]);
    }

    [Fact]
    public async Task InstanceProfile_WithARole_HoldsItUntilItIsRemoved()
    {
        await _rig.IamAsync("CreateRole", new { RoleName = "r", AssumeRolePolicyDocument = IdentityRig.Trust(MediaLive) });
        await _rig.IamAsync("CreateInstanceProfile", new { InstanceProfileName = "i" });
        await _rig.IamAsync("AddRoleToInstanceProfile", new { InstanceProfileName = "i", RoleName = "r" });

        Assert.Equal("i", (string?)(await _rig.IamAsync("ListInstanceProfilesForRole", new { RoleName = "r" }))["InstanceProfiles"]![0]!["InstanceProfileName"]);
        await ConflictsAsync("DeleteRole", new { RoleName = "r" }, "Cannot delete entity, must remove roles from instance profile first.");
        await ConflictsAsync("DeleteInstanceProfile", new { InstanceProfileName = "i" }, "Cannot delete entity, must remove roles from instance profile first.");
        await _rig.IamAsync("RemoveRoleFromInstanceProfile", new { InstanceProfileName = "i", RoleName = "r" });
        await _rig.IamAsync("DeleteRole", new { RoleName = "r" });
    }

    [Fact]
    public async Task ServiceLinkedRole_IsChangedByNobodyAndDeletedByItsOwnOperation()
    {
        await _rig.IamAsync("CreateServiceLinkedRole", new { AWSServiceName = "ssm.amazonaws.com" });

        Assert.Equal("UnmodifiableEntity", (await _rig.FailureAsync("iam", "DeleteRole", new { RoleName = "AWSServiceRoleForAmazonSSM" })).Code);
        var task = (string)(await _rig.IamAsync("DeleteServiceLinkedRole", new { RoleName = "AWSServiceRoleForAmazonSSM" }))["DeletionTaskId"]!;
        Assert.Equal("SUCCEEDED", (string?)(await _rig.IamAsync("GetServiceLinkedRoleDeletionStatus", new { DeletionTaskId = task }))["Status"]);
    }

    [Fact]
    public async Task Simulation_OfAUser_TellsAllowedDeniedAndSilence()
    {
        await _rig.UserAsync("alice", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}""");

        var results = (await _rig.IamAsync("SimulatePrincipalPolicy", new { PolicySourceArn = IdentityRig.Arn("user/alice"), ActionNames = new[] { "s3:GetObject", "s3:DeleteObject", "sns:Publish" } }))["EvaluationResults"]!.AsArray();

        Assert.Equal(["allowed", "explicitDeny", "implicitDeny"], results.Select(result => (string?)result!["EvalDecision"]));
    }

    [Fact]
    public async Task RenamedUser_KeepsItsKeysGroupsAndPolicies()
    {
        await _rig.IamAsync("CreateGroup", new { GroupName = "g" });
        var alice = await _rig.UserAsync("alice", IdentityRig.Allow("s3:GetObject"));
        await _rig.IamAsync("AddUserToGroup", new { GroupName = "g", UserName = "alice" });
        await _rig.IamAsync("UpdateUser", new { UserName = "alice", NewUserName = "bob", NewPath = "/x/" });

        var signer = (await _rig.Credentials.FindAsync(alice.AccessKeyId!, TestContext.Current.CancellationToken))!.Principal;

        Assert.Equal(IdentityRig.Arn("user/x/bob"), signer.Arn);
        Assert.Null(await _rig.RefusalAsync(signer, "s3:GetObject"));
        Assert.Equal("bob", (string?)(await _rig.IamAsync("GetGroup", new { GroupName = "g" }))["Users"]![0]!["UserName"]);
        Assert.Equal("NoSuchEntity", (await _rig.FailureAsync("iam", "GetUser", new { UserName = "alice" })).Code);
    }

    private async Task ConflictsAsync(string operation, object request, string message) =>
        Assert.Equal(("DeleteConflict", message), await _rig.FailureAsync("iam", operation, request));
}
