using Headwater.Aws.Gateway;
using Headwater.Aws.Models;

namespace Headwater.Aws.Tests.Gateway;

public sealed class SettingTableTests
{
    [Theory]
    [InlineData("Shape.Member")]
    [InlineData("Shape applied")]
    [InlineData("Shape.Member sometimes")]
    [InlineData("Shape.Member applied\nShape.Member inert")]
    public void Read_ALineOfAnotherForm_IsRefused(string text) => Assert.Throws<InvalidDataException>(() => SettingTable.Read(new StringReader(text)));

    [Fact]
    public void Find_TheMostPreciseLine_Wins()
    {
        var table = SettingTable.Read(new StringReader("A.* applied\nA.B inert why not # a comment\nA.B=X refused\n"));

        Assert.Equal(new SettingRule(SettingDisposition.Inert, "why not"), table.Find("A", "B"));
        Assert.Equal(SettingDisposition.Refused, table.Find("A", "B", "X").Disposition);
        Assert.Equal(SettingDisposition.Inert, table.Find("A", "B", "Y").Disposition);
        Assert.Equal(SettingDisposition.Applied, table.Find("A", "C").Disposition);
        Assert.Equal(SettingDisposition.Unlisted, table.Find("D", "C").Disposition);
    }

    [Fact]
    public void Coverage_OfAService_ListsWhatItsOperationsReachAlwaysInOneOrder()
    {
        var model = ModelCatalog.Embedded.Get("medialive");
        var table = SettingTable.Read(new StringReader("CreateInputRequest.* applied\nCreateInputRequest.Vpc refused no VPC | here\nCreateInputRequest.Type=TS_FILE inert\n"));

        var page = Coverage.Render(model, new HashSet<string> { "CreateInput" }, table);

        Assert.Contains($"1 of {model.Operations.Count} operations run.", page, StringComparison.Ordinal);
        Assert.Contains("| CreateInputRequest.Vpc | refused | no VPC \\| here |\n", page, StringComparison.Ordinal);
        Assert.Contains("| CreateInputRequest.Type=TS_FILE | inert |  |\n", page, StringComparison.Ordinal);
        Assert.Contains("| InputVpcRequest.SubnetIds | unlisted | not listed |\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("EncoderSettings", page, StringComparison.Ordinal);
        Assert.Equal(page, Coverage.Render(ModelCatalog.Embedded.Get("medialive"), new HashSet<string> { "CreateInput" }, table));
    }
}
