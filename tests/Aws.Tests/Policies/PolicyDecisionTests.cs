using Headwater.Aws.Policies;

namespace Headwater.Aws.Tests.Policies;

public sealed class PolicyDecisionTests
{
    private const string Account = "123456789012";
    private const string Alice = $"arn:aws:iam::{Account}:user/alice";
    private const string Role = $"arn:aws:iam::{Account}:role/team/writer";
    private const string Session = $"arn:aws:sts::{Account}:assumed-role/writer/one";

    [Theory]
    [InlineData("s3:GetObject", "*", "s3:GetObject", true)]
    [InlineData("S3:getobject", "*", "s3:GetObject", true)]
    [InlineData("s3:Get*", "*", "s3:GetObjectTagging", true)]
    [InlineData("s3:Get?bject", "*", "s3:GetObject", true)]
    [InlineData("s3:Get", "*", "s3:GetObject", false)]
    [InlineData("*", "*", "s3:GetObject", true)]
    [InlineData("s3:*", "arn:aws:s3:::bucket/*", "s3:GetObject", true)]
    [InlineData("s3:*", "arn:aws:s3:::BUCKET/*", "s3:GetObject", false)]
    [InlineData("s3:*", "arn:aws:s3:::bucket/*/b*t", "s3:GetObject", true)]
    [InlineData("s3:*", "arn:aws:s3:::bucket/*/b*x", "s3:GetObject", false)]
    [InlineData("s3:*", "arn:aws:s3:::bucket/${aws:username}/*", "s3:GetObject", true)]
    [InlineData("s3:*", "arn:aws:s3:::bucket/${aws:nobody}/*", "s3:GetObject", false)]
    [InlineData("s3:*", "arn:aws:s3:::bucket/${aws:nobody, 'alice'}/*", "s3:GetObject", true)]
    public void Statement_ByActionAndResource_FitsAsAwsHasIt(string action, string resource, string asked, bool fits)
    {
        var policy = Read($$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"} }""", PolicyKind.Identity);

        Assert.Equal(fits ? PolicyDecision.Allowed : PolicyDecision.Silent, policy.Decide(Ask(asked, "arn:aws:s3:::bucket/alice/a/best")));
    }

    [Fact]
    public void Variable_WhoseValueHasAStar_IsNoWildcard()
    {
        var policy = Read("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/team}"}}""", PolicyKind.Identity);
        var keys = new ConditionKeys().Set("aws:PrincipalTag/team", "*");

        Assert.Equal(PolicyDecision.Silent, policy.Decide(new("s3:GetObject", "arn:aws:s3:::b/others", PolicyAsker.Nobody, keys)));
        Assert.Equal(PolicyDecision.Allowed, policy.Decide(new("s3:GetObject", "arn:aws:s3:::b/*", PolicyAsker.Nobody, keys)));
    }

    [Fact]
    public void Variable_InADocumentOfTheOlderVersion_IsText()
    {
        var policy = Read("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}"}}""", PolicyKind.Resource);

        Assert.Equal(PolicyDecision.Silent, policy.Decide(Ask("s3:GetObject", "arn:aws:s3:::b/alice")));
    }

    [Theory]
    [InlineData("NotAction", "iam:*", "Resource", "*", true)]
    [InlineData("NotAction", "s3:*", "Resource", "*", false)]
    [InlineData("Action", "s3:*", "NotResource", "arn:aws:s3:::other/*", true)]
    [InlineData("Action", "s3:*", "NotResource", "arn:aws:s3:::bucket/*", false)]
    public void Statement_OfEverythingBut_FitsTheRest(string action, string actions, string resource, string resources, bool fits)
    {
        var policy = Read($$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","{{action}}":"{{actions}}","{{resource}}":"{{resources}}"} }""", PolicyKind.Identity);

        Assert.Equal(fits, policy.Decide(Ask("s3:GetObject", "arn:aws:s3:::bucket/key")) == PolicyDecision.Allowed);
    }

    [Fact]
    public void Deny_BesideAnAllow_Wins()
    {
        var policy = Read("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}]}""", PolicyKind.Identity);

        Assert.Equal(PolicyDecision.Denied, policy.Decide(Ask("s3:DeleteObject", "*")));
        Assert.Equal(PolicyDecision.Allowed, policy.Decide(Ask("s3:GetObject", "*")));
    }

    [Theory]
    [InlineData(""" "StringEquals":{"k":"Abc"} """, true)]
    [InlineData(""" "StringEquals":{"K":"Abc"} """, true)]
    [InlineData(""" "StringEquals":{"k":["x","Abc"]} """, true)]
    [InlineData(""" "StringEquals":{"k":"abc"} """, false)]
    [InlineData(""" "StringEquals":{"k":"A*"} """, false)]
    [InlineData(""" "StringEqualsIgnoreCase":{"k":"aBC"} """, true)]
    [InlineData(""" "StringLike":{"k":"A?c"} """, true)]
    [InlineData(""" "StringNotLike":{"k":"A*"} """, false)]
    [InlineData(""" "StringNotEquals":{"k":["x","y"]} """, true)]
    [InlineData(""" "StringNotEquals":{"k":["x","Abc"]} """, false)]
    [InlineData(""" "StringNotEquals":{"absent":"x"} """, true)]
    [InlineData(""" "StringEquals":{"absent":"x"} """, false)]
    [InlineData(""" "StringEqualsIfExists":{"absent":"x"} """, true)]
    [InlineData(""" "StringEqualsIfExists":{"k":"x"} """, false)]
    [InlineData(""" "StringEquals":{"aws:username":"${aws:username}"} """, true)]
    [InlineData(""" "NumericLessThan":{"n":"11"} """, true)]
    [InlineData(""" "NumericLessThan":{"n":10} """, false)]
    [InlineData(""" "NumericLessThanEquals":{"n":"10.0"} """, true)]
    [InlineData(""" "NumericGreaterThanEquals":{"n":"10"} """, true)]
    [InlineData(""" "NumericGreaterThan":{"n":"9"} """, true)]
    [InlineData(""" "NumericEquals":{"n":"ten"} """, false)]
    [InlineData(""" "NumericNotEquals":{"n":"10"} """, false)]
    [InlineData(""" "DateGreaterThan":{"d":"2026-01-01T00:00:00Z"} """, true)]
    [InlineData(""" "DateLessThan":{"d":"1767225600"} """, false)]
    [InlineData(""" "DateEquals":{"d":"2026-11-22T13:00:00+01:00"} """, true)]
    [InlineData(""" "Bool":{"b":"true"} """, true)]
    [InlineData(""" "Bool":{"b":false} """, false)]
    [InlineData(""" "Null":{"k":"false"} """, true)]
    [InlineData(""" "Null":{"k":"true"} """, false)]
    [InlineData(""" "Null":{"absent":true} """, true)]
    [InlineData(""" "IpAddress":{"ip":"10.1.0.0/16"} """, true)]
    [InlineData(""" "IpAddress":{"ip":"10.1.2.3/16"} """, true)]
    [InlineData(""" "IpAddress":{"ip":"10.1.2.3"} """, true)]
    [InlineData(""" "IpAddress":{"ip":"10.1.2.4"} """, false)]
    [InlineData(""" "IpAddress":{"ip":"2001:db8::/32"} """, false)]
    [InlineData(""" "NotIpAddress":{"ip":"10.0.0.0/8"} """, false)]
    [InlineData(""" "IpAddress":{"ip":"10.1.0.0/99"} """, false)]
    [InlineData(""" "ArnLike":{"a":"arn:aws:s3:*:*:bucket*"} """, true)]
    [InlineData(""" "ArnLike":{"a":"arn:aws:s3:::*"} """, true)]
    [InlineData(""" "ArnLike":{"a":"arn:*"} """, true)]
    [InlineData(""" "ArnLike":{"a":"*:aws:s3:bucket1"} """, false)]
    [InlineData(""" "ArnEquals":{"a":"arn:aws:sns:::bucket1"} """, false)]
    [InlineData(""" "ArnNotLike":{"a":"arn:aws:s3:::bucket1"} """, false)]
    [InlineData(""" "ForAnyValue:StringEquals":{"many":["two","x"]} """, true)]
    [InlineData(""" "ForAnyValue:StringEquals":{"many":"x"} """, false)]
    [InlineData(""" "ForAnyValue:StringEquals":{"absent":"x"} """, false)]
    [InlineData(""" "ForAnyValue:StringNotEquals":{"many":"one"} """, true)]
    [InlineData(""" "ForAllValues:StringLike":{"many":["o*","t*"]} """, true)]
    [InlineData(""" "ForAllValues:StringEquals":{"many":["one"]} """, false)]
    [InlineData(""" "ForAllValues:StringEquals":{"absent":["one"]} """, true)]
    [InlineData(""" "StringEquals":{"k":"Abc"},"Bool":{"b":"false"} """, false)]
    [InlineData(""" "StringEquals":{"k":"Abc","aws:username":"bob"} """, false)]
    public void Condition_OfEachOperator_HoldsAsAwsHasIt(string condition, bool holds)
    {
        var policy = Read($$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{ {{condition}} } } }""", PolicyKind.Identity);

        Assert.Equal(holds, policy.Decide(Ask("s3:GetObject", "*")) == PolicyDecision.Allowed);
    }

    [Theory]
    [InlineData("""  "*"  """, PolicyDecision.Allowed, PolicyDecision.Allowed)]
    [InlineData(""" {"AWS":"*"} """, PolicyDecision.Allowed, PolicyDecision.Allowed)]
    [InlineData($$""" {"AWS":"{{Account}}"} """, PolicyDecision.Delegated, PolicyDecision.Delegated)]
    [InlineData($$""" {"AWS":"arn:aws:iam::{{Account}}:root"} """, PolicyDecision.Delegated, PolicyDecision.Delegated)]
    [InlineData($$""" {"AWS":["999999999999","{{Alice}}"]} """, PolicyDecision.AllowedByName, PolicyDecision.Silent)]
    [InlineData($$""" {"AWS":"{{Role}}"} """, PolicyDecision.Silent, PolicyDecision.Allowed)]
    [InlineData($$""" {"AWS":"{{Session}}"} """, PolicyDecision.Silent, PolicyDecision.AllowedByName)]
    [InlineData(""" {"Service":"medialive.amazonaws.com"} """, PolicyDecision.Silent, PolicyDecision.Silent)]
    public void Principal_OfEachForm_ReachesWhomItNames(string principal, PolicyDecision alice, PolicyDecision session)
    {
        var policy = Read($$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{principal}},"Action":"*","Resource":"*"} }""", PolicyKind.Resource);

        Assert.Equal(alice, policy.Decide(Ask("s3:GetObject", "*")));
        Assert.Equal(session, policy.Decide(Ask("s3:GetObject", "*") with { Asker = new() { Arn = Session, RoleArn = Role, Account = Account } }));
    }

    [Fact]
    public void NotPrincipal_WithADeny_SparesOnlyWhoIsNamed()
    {
        var policy = Read($$"""{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"{{Alice}}"},"Action":"*","Resource":"*"} }""", PolicyKind.Resource);

        Assert.Equal(PolicyDecision.Silent, policy.Decide(Ask("s3:GetObject", "*")));
        Assert.Equal(PolicyDecision.Denied, policy.Decide(Ask("s3:GetObject", "*") with { Asker = PolicyAsker.Nobody }));
    }

    private static PolicyDocument Read(string json, PolicyKind kind)
    {
        var policy = PolicyDocument.Read(json, kind, out var fault);
        Assert.True(policy is not null, fault);
        return policy;
    }

    private static PolicyQuestion Ask(string action, string resource) => new(
        action,
        resource,
        new() { Arn = Alice, Account = Account },
        new ConditionKeys()
            .Set("aws:username", "alice").Set("k", "Abc").Set("n", "10").Set("d", "2026-11-22T12:00:00.000Z").Set("b", "true")
            .Set("ip", "10.1.2.3").Set("a", "arn:aws:s3:::bucket1").Set("many", ["one", "two"]));
}
