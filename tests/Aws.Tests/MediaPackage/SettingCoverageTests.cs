using Headwater.Aws.Gateway;
using Headwater.Aws.Models;
using Headwater.Aws.Tests.Compile;

namespace Headwater.Aws.Tests.MediaPackage;

public sealed class SettingCoverageTests
{
    [Theory]
    [InlineData("mediapackage")]
    [InlineData("mediapackagev2")]
    [InlineData("secretsmanager")]
    [InlineData("ssm")]
    public void Settings_OfEveryOperation_AreListedWithAReasonWhereTheyAreNotApplied(string model)
    {
        var table = SettingTable.Embedded(model)!;

        var lines = Coverage.Settings(ModelCatalog.Embedded.Get(model), new ServiceRig().OperationsOf(model), table);

        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Rule.Disposition == SettingDisposition.Unlisted);
        Assert.All(lines.Where(line => line.Rule.Disposition != SettingDisposition.Applied), line => Assert.NotEmpty(line.Rule.Words));
    }
}
