using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.S3;

/// <summary>What a bucket's policy may say, and whether it lets in everybody. Deciding by it is the authorizer's.</summary>
internal static partial class BucketPolicy
{
    private const int LongestBytes = 20 << 10;

    private static readonly HashSet<string> s_bucketActions = new(StringComparer.OrdinalIgnoreCase)
    {
        "s3:CreateBucket", "s3:DeleteBucket", "s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:PutLifecycleConfiguration",
        "s3:GetLifecycleConfiguration", "s3:PutEncryptionConfiguration", "s3:GetEncryptionConfiguration", "s3:PutReplicationConfiguration",
        "s3:GetReplicationConfiguration", "s3:PutAccelerateConfiguration", "s3:GetAccelerateConfiguration", "s3:PutInventoryConfiguration",
        "s3:GetInventoryConfiguration", "s3:PutMetricsConfiguration", "s3:GetMetricsConfiguration", "s3:PutAnalyticsConfiguration", "s3:GetAnalyticsConfiguration",
    };

    // Keys that narrow "everybody" to somebody when their values are fixed.
    private static readonly HashSet<string> s_narrowing = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:SourceArn", "aws:SourceAccount", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:PrincipalArn", "aws:PrincipalAccount",
        "aws:PrincipalOrgID", "aws:userid", "aws:PrincipalServiceName", "aws:SourceOrgID", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };

    /// <summary>Checks a policy that is to be put.</summary>
    /// <exception cref="AwsException">What is wrong with it.</exception>
    public static void Check(string policy, string bucket)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(policy) > LongestBytes)
        {
            throw S3Error.InvalidArgument("Policy exceeds the maximum allowed document size.", "Policy", null);
        }

        var document = Parse(policy) ?? throw Malformed("Policies must be valid JSON and the first byte must be '{'");
        if (document.Text("Version") is { } version && version is not ("2012-10-17" or "2008-10-17"))
        {
            throw Malformed("The policy must contain a valid version string");
        }

        var statements = StatementsOf(document);
        if (statements.Count == 0)
        {
            throw Malformed("Could not parse the policy: Statement is empty!");
        }

        statements.ForEach(statement => CheckStatement(statement, bucket));
    }

    /// <summary>Whether it lets in everybody.</summary>
    public static bool IsPublic(string policy) =>
        Parse(policy) is { } document && StatementsOf(document).Any(statement =>
            statement["Effect"]?.ToString() == "Allow" && IsEverybody(statement["Principal"]) && !IsNarrowed(statement["Condition"]));

    private static void CheckStatement(JsonObject statement, string bucket)
    {
        if (statement["Effect"]?.ToString() is not ("Allow" or "Deny"))
        {
            throw Malformed("Invalid effect: " + (statement["Effect"]?.ToString() ?? "null"));
        }

        CheckPrincipal(statement["Principal"] ?? statement["NotPrincipal"] ?? throw Malformed("Missing required field Principal"));
        var actions = Texts(statement["Action"] ?? statement["NotAction"] ?? throw Malformed("Missing required field Action"));
        if (actions.Count == 0 || actions.Exists(action => !Action().IsMatch(action)))
        {
            throw Malformed("Policy has invalid action");
        }

        var resources = Texts(statement["Resource"] ?? statement["NotResource"] ?? throw Malformed("Missing required field Resource"));
        if (resources.Count == 0 || resources.Exists(resource => !IsOfBucket(resource, bucket)))
        {
            throw Malformed("Policy has invalid resource");
        }

        if (statement["Action"] is not null && statement["Resource"] is not null && actions.Exists(action => !resources.Exists(resource => Applies(action, resource))))
        {
            throw Malformed("Action does not apply to any resource(s) in statement");
        }
    }

    private static void CheckPrincipal(JsonNode principal)
    {
        var isGood = principal switch
        {
            JsonObject kinds => kinds.Count > 0 && kinds.All(kind => Texts(kind.Value) is { Count: > 0 } names && names.TrueForAll(name => IsPrincipal(kind.Key, name))),
            _ => principal.ToString() == "*",
        };
        if (!isGood)
        {
            throw Malformed("Invalid principal in policy");
        }
    }

    private static bool IsPrincipal(string kind, string name) => kind switch
    {
        "AWS" => name == "*" || AwsPrincipal().IsMatch(name),
        "Service" => ServicePrincipal().IsMatch(name),
        "CanonicalUser" => name.Length > 0 && name.All(char.IsAsciiHexDigit),
        "Federated" => name.Length > 0,
        _ => false,
    };

    private static bool IsOfBucket(string resource, string bucket)
    {
        const string Beginning = "arn:aws:s3:::";
        if (!resource.StartsWith(Beginning, StringComparison.Ordinal))
        {
            return false;
        }

        var name = resource[Beginning.Length..].Split('/')[0];
        return name == bucket || (name.AsSpan().IndexOfAny('*', '?') >= 0 && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(name, bucket, ignoreCase: false));
    }

    private static bool Applies(string action, string resource)
    {
        if (action.Contains('*', StringComparison.Ordinal) || action.Contains('?', StringComparison.Ordinal))
        {
            return true;
        }

        var isBucketAction = s_bucketActions.Contains(action) || BucketAction().IsMatch(action);
        var isBucketOnly = !resource.Contains('/', StringComparison.Ordinal) && !resource.EndsWith('*');
        return isBucketAction ? !resource.Contains('/', StringComparison.Ordinal) : !isBucketOnly;
    }

    private static bool IsEverybody(JsonNode? principal) => principal switch
    {
        null => true,
        JsonObject kinds => Texts(kinds["AWS"]).Contains("*"),
        _ => principal.ToString() == "*",
    };

    private static bool IsNarrowed(JsonNode? condition) =>
        condition is JsonObject operators && operators.Any(test =>
            !test.Key.Contains("Not", StringComparison.Ordinal) && !test.Key.EndsWith("IfExists", StringComparison.Ordinal) && test.Value is JsonObject keys
            && keys.Any(key => s_narrowing.Contains(key.Key) && Texts(key.Value) is { Count: > 0 } values && values.TrueForAll(IsFixed)));

    // A value that begins with a wildcard, or an address range of everybody, narrows nothing.
    private static bool IsFixed(string value) =>
        value.Length > 0 && value[0] != '*' && !value.Contains("${", StringComparison.Ordinal) && value is not ("0.0.0.0/0" or "::/0")
        && !(value.StartsWith("arn:", StringComparison.Ordinal) && value.Split(':') is { Length: > 4 } parts && parts[4].Contains('*', StringComparison.Ordinal));

    private static JsonObject? Parse(string policy)
    {
        try
        {
            return JsonNode.Parse(policy) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<JsonObject> StatementsOf(JsonObject document) => document["Statement"] switch
    {
        JsonArray several when several.All(item => item is JsonObject) => [.. several.OfType<JsonObject>()],
        JsonObject one => [one],
        _ => throw Malformed("Could not parse the policy: Statement is missing or no list of statements"),
    };

    private static List<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray several => [.. several.Select(item => item?.ToString() ?? "")],
        _ => [node.ToString()],
    };

    private static AwsException Malformed(string message) => S3Error.Of("MalformedPolicy", 400, message);

    [GeneratedRegex("^(\\*|s3:[A-Za-z*?]+)\\z", RegexOptions.IgnoreCase)]
    private static partial Regex Action();

    [GeneratedRegex("^s3:(Get|Put|Delete)(Bucket|IntelligentTiering)[A-Za-z]*\\z", RegexOptions.IgnoreCase)]
    private static partial Regex BucketAction();

    [GeneratedRegex("^([0-9]{12}|arn:aws:(iam::([0-9]{12}|cloudfront):(root|user/.+|role/.+)|sts::[0-9]{12}:(assumed-role|federated-user)/.+)|A[RI][OD]A[A-Z0-9]+)\\z")]
    private static partial Regex AwsPrincipal();

    [GeneratedRegex("^[a-z0-9.-]+\\.(amazonaws\\.com|amazon\\.com|aws\\.internal)\\z")]
    private static partial Regex ServicePrincipal();
}
