using System.Net;
using CsCheck;
using Headwater.Live.Access;

namespace Headwater.Live.Tests.Access;

public sealed class CidrRulesTests
{
    [Theory]
    [InlineData("127.0.0.0/8", "127.0.0.1", true)]
    [InlineData("127.0.0.0/8", "128.0.0.1", false)]
    [InlineData("203.0.113.7/32", "203.0.113.7", true)]
    [InlineData("203.0.113.7/32", "203.0.113.6", false)]
    [InlineData("203.0.113.0/25", "203.0.113.127", true)]
    [InlineData("203.0.113.0/25", "203.0.113.128", false)]
    [InlineData("0.0.0.0/0", "198.51.100.1", true)]
    [InlineData("0.0.0.0/0", "::ffff:198.51.100.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "198.51.100.1", false)]
    [InlineData("::/0", "::ffff:198.51.100.1", false)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("::1/128", "::2", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:11.1.2.3", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.1.2.3", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    public void Admits_OneBlock_JudgesByItsPrefix(string block, string address, bool admitted)
    {
        Assert.True(CidrRules.TryParse([block], out var rules, out var diagnostics));

        Assert.Empty(diagnostics);
        Assert.Equal(admitted, rules.Admits(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Admits_NoBlocks_AdmitsNobody(string address)
    {
        Assert.True(CidrRules.TryParse([], out var rules, out _));

        Assert.False(rules.Admits(IPAddress.Parse(address)));
    }

    [Fact]
    public void Admits_SeveralBlocks_AdmitsWhatAnyHolds()
    {
        Assert.True(CidrRules.TryParse(["192.0.2.0/24", "2001:db8::/32"], out var rules, out _));

        Assert.True(rules.Admits(IPAddress.Parse("192.0.2.9")));
        Assert.True(rules.Admits(IPAddress.Parse("2001:db8::9")));
        Assert.False(rules.Admits(IPAddress.Parse("192.0.3.9")));
    }

    [Theory]
    [InlineData("", "such as \"203.0.113.0/24\"")]
    [InlineData("everyone", "such as \"203.0.113.0/24\"")]
    [InlineData("203.0.113.7", "write \"203.0.113.7/32\"")]
    [InlineData("2001:db8::1", "write \"2001:db8::1/128\"")]
    [InlineData("203.0.113.7/24", "write \"203.0.113.0/24\"")]
    [InlineData("203.0.113.255/31", "write \"203.0.113.254/31\"")]
    [InlineData("203.0.113.7/0", "write \"0.0.0.0/0\"")]
    [InlineData("2001:db8::1/64", "write \"2001:db8::/64\"")]
    [InlineData("203.0.113.0/33", "0 to 32")]
    [InlineData("2001:db8::/129", "0 to 128")]
    [InlineData("203.0.113.0/", "0 to 32")]
    [InlineData("203.0.113.0/-1", "0 to 32")]
    [InlineData("203.0.113.0/+8", "0 to 32")]
    [InlineData("203.0.113.0/024", "0 to 32")]
    [InlineData("203.0.113.0/ 24", "0 to 32")]
    [InlineData("203.0.113.0/24/24", "0 to 32")]
    [InlineData("203.0.113.0/99999999999", "0 to 32")]
    [InlineData("10.1/16", "in full")]
    [InlineData("010.0.0.0/8", "in full")]
    [InlineData("0x0a.0.0.0/8", "in full")]
    [InlineData("256.0.0.0/8", "in full")]
    [InlineData(" 10.0.0.0/8", "in full")]
    [InlineData("fe80::%eth0/10", "in full")]
    public void TryParse_BadBlock_SaysHowToMendItAndAdmitsNobody(string block, string remedy)
    {
        Assert.False(CidrRules.TryParse(["0.0.0.0/0", block], out var rules, out var diagnostics));

        Assert.Contains(remedy, Assert.Single(diagnostics), StringComparison.Ordinal);
        Assert.Contains($"\"{block}\"", diagnostics[0], StringComparison.Ordinal);
        Assert.False(rules.Admits(IPAddress.Loopback));
    }

    [Fact]
    public void TryParse_SeveralBadBlocks_NamesThemAllInOrder()
    {
        Assert.False(CidrRules.TryParse(["x", "10.0.0.0/8", "y"], out _, out var diagnostics));

        Assert.Equal(2, diagnostics.Count);
        Assert.StartsWith("\"x\"", diagnostics[0], StringComparison.Ordinal);
        Assert.StartsWith("\"y\"", diagnostics[1], StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String["0123456789abcdef:./%"]).Sample(text => CidrRules.TryParse([text], out _, out _) || true);

    [Fact]
    public void Admits_AnyBlockAndAddress_ComparesTheLeadingBits() =>
        Gen.Select(Gen.Byte.Array[4], Gen.Byte.Array[4], Gen.Int[0, 32], Gen.Bool).Sample((block, other, prefixBits, shares) =>
        {
            var mask = prefixBits == 0 ? 0u : uint.MaxValue << (32 - prefixBits);
            var network = BitConverter.ToUInt32(block) & mask;
            var address = shares ? network | (BitConverter.ToUInt32(other) & ~mask) : BitConverter.ToUInt32(other);

            Assert.True(CidrRules.TryParse([$"{Address(network)}/{prefixBits}"], out var rules, out _));

            Assert.Equal((address & mask) == network, rules.Admits(Address(address)));
            Assert.Equal((address & mask) == network, rules.Admits(Address(address).MapToIPv6()));
        });

    private static IPAddress Address(uint value) =>
        new([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
}
