using Headwater.Aws.Services.Iam;
using Headwater.Aws.Services.Sts;
using Headwater.Aws.Tests.Support;
using Headwater.Documents;

namespace Headwater.Aws.Tests.Iam;

/// <summary>boto3 and the AWS CLI against the gateway with the real keys, policies and sessions.</summary>
public sealed class IdentityClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Boto3_MakesAUserARoleAndASession_AndEachMayWhatItsPoliciesSay()
    {
        await using var rig = await StartAsync();

        var output = await rig.PythonAsync("""
            iam = client("iam")
            sts = client("sts")
            show(sts.get_caller_identity()["Arn"])
            iam.create_user(UserName="alice", Tags=[{"Key": "team", "Value": "red"}])
            iam.put_user_policy(UserName="alice", PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["iam:GetUser", "sts:AssumeRole"], "Resource": "*"}}))
            key = iam.create_access_key(UserName="alice")["AccessKey"]
            as_alice = dict(aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
            show(client("iam", **as_alice).get_user()["User"]["Tags"])
            show(fails(client("iam", **as_alice).list_users)["Error"]["Message"])

            trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "sts:AssumeRole"}]}
            role = iam.create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(trust), MaxSessionDuration=7200)["Role"]
            show(role["AssumeRolePolicyDocument"] == trust)
            policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:List*", "Resource": "*"}]}
            iam.put_role_policy(RoleName="reader", PolicyName="list", PolicyDocument=json.dumps(policy))
            show(iam.get_role_policy(RoleName="reader", PolicyName="list")["PolicyDocument"] == policy)
            answer = client("sts", **as_alice).assume_role(RoleArn=role["Arn"], RoleSessionName="one", DurationSeconds=7200)
            c = answer["Credentials"]
            session = dict(aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretAccessKey"], aws_session_token=c["SessionToken"])
            show(client("sts", **session).get_caller_identity()["Arn"])
            show([user["UserName"] for user in client("iam", **session).list_users()["Users"]])
            show(fails(client("iam", **session).create_user, UserName="eve")["Error"]["Code"])
            show(fails(client("sts", **dict(session, aws_session_token="forged")).get_caller_identity)["Error"]["Code"])
            iam.update_access_key(UserName="alice", AccessKeyId=key["AccessKeyId"], Status="Inactive")
            show(fails(client("iam", **as_alice).get_user)["Error"]["Code"])
            """, Cancellation);

        Assert.Equal(
            [
                "\"arn:aws:iam::000000000000:root\"",
                """[{"Key": "team", "Value": "red"}]""",
                "\"User: arn:aws:iam::000000000000:user/alice is not authorized to perform: iam:ListUsers on resource: * because no identity-based policy allows the iam:ListUsers action\"",
                "true",
                "true",
                "\"arn:aws:sts::000000000000:assumed-role/reader/one\"",
                """["alice"]""",
                "\"AccessDenied\"",
                "\"InvalidClientTokenId\"",
                "\"InvalidClientTokenId\"",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The calls that Terraform makes for aws_iam_role, aws_iam_role_policy, aws_iam_policy and aws_iam_role_policy_attachment, in their order.</summary>
    [Fact]
    public async Task Boto3_MakesTerraformsCalls_AndReadsWhatItWrote()
    {
        await using var rig = await StartAsync();

        var output = await rig.PythonAsync("""
            iam = client("iam")
            trust = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "medialive.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
            doc = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
            iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust, Path="/", MaxSessionDuration=3600, Tags=[{"Key": "a", "Value": "1"}])
            show([iam.get_role(RoleName="r")["Role"]["Tags"], iam.list_role_policies(RoleName="r")["PolicyNames"], iam.list_attached_role_policies(RoleName="r")["AttachedPolicies"]])
            iam.put_role_policy(RoleName="r", PolicyName="inline", PolicyDocument=doc)
            iam.get_role_policy(RoleName="r", PolicyName="inline")
            iam.tag_role(RoleName="r", Tags=[{"Key": "b", "Value": "2"}])
            iam.update_role_description(RoleName="r", Description="changed")
            iam.update_role(RoleName="r", MaxSessionDuration=7200)
            iam.untag_role(RoleName="r", TagKeys=["a"])
            role = iam.get_role(RoleName="r")["Role"]
            show([role["Tags"], role["Description"], role["MaxSessionDuration"]])
            arn = iam.create_policy(PolicyName="p", PolicyDocument=doc)["Policy"]["Arn"]
            version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
            show(iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"] == json.loads(doc))
            iam.attach_role_policy(RoleName="r", PolicyArn=arn)
            show(iam.list_attached_role_policies(RoleName="r")["AttachedPolicies"])
            iam.detach_role_policy(RoleName="r", PolicyArn=arn)
            show(len(iam.list_policy_versions(PolicyArn=arn)["Versions"]))
            iam.delete_policy(PolicyArn=arn)
            show(iam.list_instance_profiles_for_role(RoleName="r")["InstanceProfiles"])
            show(fails(iam.delete_role, RoleName="r")["Error"]["Code"])
            iam.delete_role_policy(RoleName="r", PolicyName="inline")
            iam.delete_role(RoleName="r")
            answer = fails(iam.get_role, RoleName="r")
            show([answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]])
            """, Cancellation);

        Assert.Equal(
            [
                """[[{"Key": "a", "Value": "1"}], [], []]""",
                """[[{"Key": "b", "Value": "2"}], "changed", 7200]""",
                "true",
                """[{"PolicyArn": "arn:aws:iam::000000000000:policy/p", "PolicyName": "p"}]""",
                "1",
                "[]",
                "\"DeleteConflict\"",
                """["NoSuchEntity", 404]""",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Cli_AsksWhoItIs_AndListsInPages()
    {
        await using var rig = await StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await rig.CallAsync("iam", "CreateGroup", new() { ["GroupName"] = name });
        }

        Assert.Equal(AwsRig.Account, (await rig.CliAsync(["sts", "get-caller-identity", "--query", "Account", "--output", "text"], Cancellation)).Trim());
        Assert.Equal("a\nb\nc", (await rig.CliAsync(["iam", "list-groups", "--page-size", "1", "--query", "Groups[].GroupName", "--output", "text"], Cancellation)).Trim());
    }

    private static Task<AwsRig> StartAsync()
    {
        var store = new MemoryDocumentStore();
        var authorizer = new Authorizer(store);
        var parts = new AwsRigParts
        {
            Authorizer = authorizer,
            CredentialSource = new CredentialSource(store, AwsRig.Account, AwsRig.AccessKeyId, AwsRig.SecretAccessKey),
        };
        return AwsRig.StartAsync(parts, new IamService(store), new StsService(store, authorizer));
    }
}
