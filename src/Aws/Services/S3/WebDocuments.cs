using System.Text.Json.Nodes;
using Headwater.Objects;
using Headwater.Objects.Web;

namespace Headwater.Aws.Services.S3;

/// <summary>Website and cross-origin configurations: checked, and made into the store's words.</summary>
public static class WebDocuments
{
    private const int MostCorsRules = 100;
    private const int MostRoutingRules = 50;

    private static readonly string[] s_methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

    /// <summary>How a bucket is shown as a website; null when it is none.</summary>
    public static WebsitePlan? WebsiteOf(Bucket bucket) =>
        BucketSettings.Read(bucket, BucketSettings.Website) is { } document ? Website(document) : null;

    /// <summary>What a bucket lets pages of other origins do; empty for nothing.</summary>
    public static IReadOnlyList<CorsRule> CorsOf(Bucket bucket) =>
        BucketSettings.Read(bucket, BucketSettings.Cors)?.List("CORSRules").Select(Cors).ToArray() ?? [];

    /// <summary>Checks a cross-origin configuration.</summary>
    internal static void CheckCors(JsonObject configuration)
    {
        var rules = configuration.List("CORSRules").ToArray();
        if (rules.Length is 0 or > MostCorsRules)
        {
            throw S3Error.MalformedXml();
        }

        foreach (var rule in rules.Select(Cors))
        {
            if (rule.Methods.FirstOrDefault(method => !s_methods.Contains(method)) is { } method)
            {
                throw S3Error.InvalidRequest($"Found unsupported HTTP method in CORS config. Unsupported method is {method}");
            }

            if (rule.Origins.Concat(rule.Headers).FirstOrDefault(text => text.Count(letter => letter == '*') > 1) is { } text)
            {
                throw S3Error.InvalidRequest($"AllowedOrigin \"{text}\" can not have more than one wildcard.");
            }

            if (rule.Exposed.FirstOrDefault(header => header.Contains('*', StringComparison.Ordinal)) is { } header)
            {
                throw S3Error.InvalidRequest($"ExposeHeader \"{header}\" contains wildcard. We currently do not support wildcard for ExposeHeader.");
            }
        }
    }

    /// <summary>Checks a website configuration.</summary>
    internal static void CheckWebsite(JsonObject configuration)
    {
        if (configuration.Structure("RedirectAllRequestsTo") is { } all)
        {
            all.Required("HostName");
            if (configuration.Count > 1)
            {
                throw S3Error.InvalidArgument("RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.", "RedirectAllRequestsTo", null);
            }

            return;
        }

        var suffix = configuration.Structure("IndexDocument")?.Text("Suffix");
        if (string.IsNullOrEmpty(suffix) || suffix.Contains('/', StringComparison.Ordinal))
        {
            throw S3Error.InvalidArgument(suffix is null
                ? "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty" : "The IndexDocument Suffix is not well formed", "IndexDocument", suffix);
        }

        var rules = configuration.List("RoutingRules").ToArray();
        if (rules.Length > MostRoutingRules)
        {
            throw S3Error.InvalidRequest($"{rules.Length} routing rules provided, the number of routing rules in a website configuration is limited to {MostRoutingRules}.");
        }

        if (Array.Exists(rules, rule => rule.Structure("Redirect") is not { Count: > 0 } redirect || (redirect.Text("ReplaceKeyWith") is not null && redirect.Text("ReplaceKeyPrefixWith") is not null)))
        {
            throw S3Error.InvalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
        }
    }

    private static WebsitePlan Website(JsonObject document) => new()
    {
        IndexSuffix = document.Structure("IndexDocument")?.Text("Suffix"),
        ErrorKey = document.Structure("ErrorDocument")?.Text("Key"),
        RedirectAll = document.Structure("RedirectAllRequestsTo") is { } all ? new WebsiteRedirect { HostName = all.Text("HostName"), Protocol = all.Text("Protocol") } : null,
        Rules = [.. document.List("RoutingRules").Select(rule => new WebsiteRule
        {
            KeyPrefix = rule.Structure("Condition")?.Text("KeyPrefixEquals"),
            ErrorStatus = int.TryParse(rule.Structure("Condition")?.Text("HttpErrorCodeReturnedEquals"), out var status) ? status : null,
            Redirect = Redirect(rule.Structure("Redirect")!),
        })],
    };

    private static WebsiteRedirect Redirect(JsonObject redirect) => new()
    {
        HostName = redirect.Text("HostName"),
        Protocol = redirect.Text("Protocol"),
        ReplaceKey = redirect.Text("ReplaceKeyWith"),
        ReplacePrefix = redirect.Text("ReplaceKeyPrefixWith"),
        Status = int.TryParse(redirect.Text("HttpRedirectCode"), out var status) ? status : 301,
    };

    private static CorsRule Cors(JsonObject rule) => new()
    {
        Origins = [.. rule.Texts("AllowedOrigins")],
        Methods = [.. rule.Texts("AllowedMethods")],
        Headers = [.. rule.Texts("AllowedHeaders")],
        Exposed = [.. rule.Texts("ExposeHeaders")],
        MaxAgeSeconds = (int?)rule.Number("MaxAgeSeconds"),
    };
}
