using System.Text.Json.Nodes;
using Headwater.Aws.Services.Events;

namespace Headwater.Aws.Tests.Events;

public sealed class JsonPatternTests
{
    private const string Event = """
        {"source":"aws.medialive","detail-type":"MediaLive Channel Alert","resources":["arn:a","arn:b"],
         "detail":{"alarm_state":"SET","pipeline":"0","count":5,"ip":"10.0.0.7","none":null,"flag":true,"tags":["x","y"]}}
        """;

    [Theory]
    [InlineData("""{"source":["aws.medialive"]}""", true)]
    [InlineData("""{"source":["aws.s3"]}""", false)]
    [InlineData("""{"source":["aws.s3","aws.medialive"],"detail":{"alarm_state":["SET"]}}""", true)]
    [InlineData("""{"resources":["arn:b"]}""", true)]
    [InlineData("""{"detail":{"alarm_state":[{"prefix":"S"}]}}""", true)]
    [InlineData("""{"detail":{"alarm_state":[{"prefix":{"equals-ignore-case":"se"}}]}}""", true)]
    [InlineData("""{"detail":{"alarm_state":[{"suffix":"X"}]}}""", false)]
    [InlineData("""{"detail":{"alarm_state":[{"equals-ignore-case":"set"}]}}""", true)]
    [InlineData("""{"detail-type":[{"wildcard":"MediaLive*Alert"}]}""", true)]
    [InlineData("""{"detail":{"alarm_state":[{"anything-but":["CLEARED"]}]}}""", true)]
    [InlineData("""{"detail":{"alarm_state":[{"anything-but":{"prefix":"S"}}]}}""", false)]
    [InlineData("""{"detail":{"tags":[{"anything-but":["x"]}]}}""", false)]
    [InlineData("""{"detail":{"missing":[{"anything-but":["x"]}]}}""", false)]
    [InlineData("""{"detail":{"count":[{"numeric":[">",4,"<=",5]}]}}""", true)]
    [InlineData("""{"detail":{"count":[{"numeric":["=",5.0]}]}}""", true)]
    [InlineData("""{"detail":{"count":["5"]}}""", false)]
    [InlineData("""{"detail":{"ip":[{"cidr":"10.0.0.0/24"}]}}""", true)]
    [InlineData("""{"detail":{"flag":[true],"none":[null]}}""", true)]
    [InlineData("""{"detail":{"missing":[{"exists":false}],"count":[{"exists":true}]}}""", true)]
    [InlineData("""{"detail":{"$or":[{"count":[9]},{"pipeline":["0"]}]}}""", true)]
    [InlineData("""{"detail":{"$or":[{"count":[9]},{"pipeline":["1"]}]}}""", false)]
    public void Fits_AnEvent_AsThePatternSays(string pattern, bool expected) => Assert.Equal(expected, JsonPattern.Read(pattern).Fits(JsonNode.Parse(Event)));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"source":"aws.s3"}""")]
    [InlineData("""{"source":[]}""")]
    [InlineData("""{"source":[{"sounds-like":"x"}]}""")]
    [InlineData("""{"n":[{"numeric":["<"]}]}""")]
    [InlineData("""{"n":[{"numeric":["<","x"]}]}""")]
    [InlineData("""{"n":[{"cidr":"300.0.0.0/8"}]}""")]
    [InlineData("""{"n":[{"exists":"yes"}]}""")]
    public void Read_WhatIsNoPattern_IsRefused(string pattern) => Assert.Throws<FormatException>(() => JsonPattern.Read(pattern));
}
