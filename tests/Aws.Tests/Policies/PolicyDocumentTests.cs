using CsCheck;
using Headwater.Aws.Policies;

namespace Headwater.Aws.Tests.Policies;

public sealed class PolicyDocumentTests
{
    [Theory]
    [MemberData(nameof(PolicyCases.Malformed), MemberType = typeof(PolicyCases))]
    public void Read_OfAMalformedDocument_SaysWhatAwsSays(string json, string expected)
    {
        Assert.Null(PolicyDocument.Read(json, PolicyKind.Identity, out var fault));
        Assert.Equal(expected, fault);
    }

    [Theory]
    [MemberData(nameof(PolicyCases.WellFormed), MemberType = typeof(PolicyCases))]
    public void Read_OfAWellFormedDocument_TakesIt(string json)
    {
        Assert.NotNull(PolicyDocument.Read(json, PolicyKind.Identity, out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData(PolicyKind.Identity, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}""", "Policy document should not specify a principal.")]
    [InlineData(PolicyKind.Resource, """{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""", "Missing required field Principal")]
    [InlineData(PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*"}}""", "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity")]
    [InlineData(PolicyKind.Trust, """{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}""", "Has prohibited field Resource.")]
    [InlineData(PolicyKind.Resource, """{"Statement":{"Effect":"Allow","Principal":{"Robot":"x"},"Action":"s3:*","Resource":"*"}}""", "Syntax errors in policy.")]
    [InlineData(PolicyKind.Resource, """{"Statement":{"Effect":"Allow","Principal":"me","Action":"s3:*","Resource":"*"}}""", "Syntax errors in policy.")]
    [InlineData(PolicyKind.Identity, """{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy.")]
    public void Read_OfADocumentOfTheWrongKind_SaysWhy(PolicyKind kind, string json, string expected)
    {
        Assert.Null(PolicyDocument.Read(json, kind, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Read_OfAnyText_NeverThrows() => Gen.OneOf(
        Gen.String,
        Gen.Select(Gen.String[Gen.Char["{}[]\":,VersionStatementEffectAllow0.*- "], 0, 60], Gen.Int[0, 200], (noise, at) =>
        {
            const string Whole = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"arn:aws:s3:::b/${aws:username}/*","Condition":{"DateLessThan":{"k":"2020-01-01T00:00:00Z"}}}]}""";
            return Whole.Insert(Math.Min(at, Whole.Length), noise);
        })).Sample(text =>
        {
            foreach (var kind in Enum.GetValues<PolicyKind>())
            {
                var document = PolicyDocument.Read(text, kind, out var fault);
                Assert.True(document is null != fault is null);
            }
        });
}
