using Headwater.Objects.Web;

namespace Headwater.Objects.Tests;

public sealed class WebTests
{
    private static readonly WebsitePlan s_plan = new()
    {
        IndexSuffix = "index.html",
        ErrorKey = "error.html",
        Rules =
        [
            new WebsiteRule { KeyPrefix = "old/", Redirect = new WebsiteRedirect { ReplacePrefix = "new/" } },
            new WebsiteRule { KeyPrefix = "app/", ErrorStatus = 404, Redirect = new WebsiteRedirect { HostName = "app.example", Protocol = "https", ReplaceKey = "start", Status = 302 } },
        ],
    };

    private static readonly CorsRule[] s_rules =
    [
        new CorsRule { Origins = ["https://*.example"], Methods = ["GET", "PUT"], Headers = ["x-amz-*"], Exposed = ["ETag"], MaxAgeSeconds = 60 },
        new CorsRule { Origins = ["*"], Methods = ["GET"] },
    ];

    [Theory]
    [InlineData("", "index.html")]
    [InlineData("a/", "a/index.html")]
    [InlineData("a", "a")]
    public void First_Key_IsShown(string key, string shown) => Assert.Equal(new WebsiteAnswer.Show(shown, 200), Website.First(s_plan, Request(key)));

    [Fact]
    public void First_KeyOfARule_IsRedirected() =>
        Assert.Equal(new WebsiteAnswer.Redirect("http://site:80/new/a%20b", 301), Website.First(s_plan, Request("old/a b")));

    [Fact]
    public void First_WhenAllIsRedirected_KeepsTheKey() =>
        Assert.Equal(
            new WebsiteAnswer.Redirect("https://other/a/b", 301),
            Website.First(new WebsitePlan { RedirectAll = new WebsiteRedirect { HostName = "other", Protocol = "https" } }, Request("a/b")));

    [Fact]
    public void Otherwise_MissingObject_IsRedirectedShownOrFailed()
    {
        Assert.Equal(new WebsiteAnswer.Redirect("https://app.example/start", 302), Website.Otherwise(s_plan, Request("app/x"), 404, hasDirectory: false));
        Assert.Equal(new WebsiteAnswer.Redirect("/dir/", 302), Website.Otherwise(s_plan, Request("dir"), 404, hasDirectory: true));
        Assert.Equal(new WebsiteAnswer.Show("error.html", 404), Website.Otherwise(s_plan, Request("x"), 404, hasDirectory: false));
        Assert.Equal(new WebsiteAnswer.Show("error.html", 403), Website.Otherwise(s_plan, Request("app/x"), 403, hasDirectory: false));
        Assert.Equal(new WebsiteAnswer.Fail(404), Website.Otherwise(s_plan with { ErrorKey = null }, Request("x"), 404, hasDirectory: false));
    }

    [Fact]
    public void Preflight_OfAnOriginWithAWildcard_AnswersWhatWasAsked()
    {
        var headers = Cors.Preflight(s_rules, "https://a.example", "PUT", "X-Amz-Date, x-amz-acl")!;

        Assert.Equal("https://a.example", headers["Access-Control-Allow-Origin"]);
        Assert.Equal("GET, PUT", headers["Access-Control-Allow-Methods"]);
        Assert.Equal("x-amz-date, x-amz-acl", headers["Access-Control-Allow-Headers"]);
        Assert.Equal(("ETag", "60", "true"), (headers["Access-Control-Expose-Headers"], headers["Access-Control-Max-Age"], headers["Access-Control-Allow-Credentials"]));
    }

    [Theory]
    [InlineData("https://a.example", "DELETE", null)]
    [InlineData("https://a.example", "PUT", "authorization")]
    [InlineData("http://elsewhere", "PUT", null)]
    public void Preflight_WithoutARule_IsRefused(string origin, string method, string? headers) =>
        Assert.Null(Cors.Preflight(s_rules, origin, method, headers));

    [Fact]
    public void Headers_OfAnyOrigin_NameNone()
    {
        var headers = Cors.Headers(s_rules, "http://elsewhere", "GET");

        Assert.Equal("*", headers["Access-Control-Allow-Origin"]);
        Assert.False(headers.ContainsKey("Access-Control-Allow-Credentials"));
        Assert.Empty(Cors.Headers(s_rules, "http://elsewhere", "PUT"));
    }

    private static WebsiteRequest Request(string key) => new(key, "site:80", "http");
}
