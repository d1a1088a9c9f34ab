using Headwater.Observe.Logs.Patterns;

namespace Headwater.Observe.Tests.Logs;

public sealed class FilterPatternTests
{
    private const string Json = """{"level":"error","n":12,"user":{"name":"bob","ids":[7,8]},"flag":true,"none":null}""";

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("ERROR", "an ERROR here", true)]
    [InlineData("ERROR", "an error here", false)]
    [InlineData("ERROR disk", "disk ERROR", true)]
    [InlineData("ERROR disk", "ERROR net", false)]
    [InlineData("\"two words\"", "the two words stand", true)]
    [InlineData("ERROR -debug", "ERROR debug", false)]
    [InlineData("?a1 ?b2", "only b2", true)]
    [InlineData("?a1 ?b2", "neither", false)]
    [InlineData("%4[0-9]{2}%", "status 404", true)]
    [InlineData("{ $.level = \"err*\" }", Json, true)]
    [InlineData("{ $.level != error }", Json, false)]
    [InlineData("{ $.n > 10 && $.n <= 12 }", Json, true)]
    [InlineData("{ ($.n > 20) || ($.user.name = bob) }", Json, true)]
    [InlineData("{ $.user.ids[1] = 8 }", Json, true)]
    [InlineData("{ $.flag IS TRUE }", Json, true)]
    [InlineData("{ $.none IS NULL }", Json, true)]
    [InlineData("{ $.missing NOT EXISTS }", Json, true)]
    [InlineData("{ $.n EXISTS }", Json, true)]
    [InlineData("{ $.n = 12 }", "no JSON", false)]
    [InlineData("[ip, user, bytes > 100]", "10.0.0.1 bob 200", true)]
    [InlineData("[ip, user, bytes > 100]", "10.0.0.1 bob 20", false)]
    [InlineData("[ip, user, bytes]", "10.0.0.1 bob", false)]
    [InlineData("[ip, ..., status = 4*]", "10.0.0.1 a b c 404", true)]
    [InlineData("[ip, request, status = 404 || status = 410]", "10.0.0.1 \"GET / HTTP\" 410", true)]
    public void Match_ALine_FitsAsThePatternSays(string pattern, string line, bool expected) =>
        Assert.Equal(expected, FilterPattern.Read(pattern).Match(line) is not null);

    [Theory]
    [InlineData("{ $.a = 1")]
    [InlineData("{ a = 1 }")]
    [InlineData("{ $.a > x }")]
    [InlineData("[a, b")]
    [InlineData("[..., ...]")]
    [InlineData("\"open")]
    [InlineData("%(%")]
    [InlineData("a=b")]
    public void Read_WhatIsNoPattern_IsRefused(string pattern) => Assert.Throws<FormatException>(() => FilterPattern.Read(pattern));

    [Fact]
    public void Match_WordsByPlace_GivesThemByName()
    {
        var values = FilterPattern.Read("[ip, ..., bytes]").Match("10.0.0.1 x y 512");

        Assert.Equal("512", values!["$bytes"]);
        Assert.Equal("10.0.0.1", values["$ip"]);
    }
}
