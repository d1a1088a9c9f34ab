using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Owners, and access control lists as far as they say that the owner owns.</summary>
/// <remarks>Lists that would grant anything to others are refused by name: access is given by policies here.</remarks>
internal static class S3Owner
{
    private static readonly string[] s_grants = ["GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP"];

    /// <summary>The canonical id of an account: 64 hex digits made of its number.</summary>
    public static string IdOf(string account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("canonical user of " + account)));

    /// <summary>An account as an owner.</summary>
    public static JsonObject Of(string account) => new() { ["ID"] = IdOf(account) };

    /// <summary>The one access control list there is.</summary>
    public static JsonObject Acl(string account) => new()
    {
        ["Owner"] = Of(account),
        ["Grants"] = new JsonArray(new JsonObject
        {
            ["Grantee"] = new JsonObject { ["ID"] = IdOf(account), ["Type"] = "CanonicalUser" },
            ["Permission"] = "FULL_CONTROL",
        }),
    };

    /// <summary>Refuses a list that grants anything to others.</summary>
    public static void CheckAcl(Bucket bucket, JsonObject request)
    {
        var canned = request.Text("ACL");
        var isPrivate = canned is null or "private" or "bucket-owner-full-control" or "bucket-owner-read";
        if (isPrivate && !s_grants.Any(grant => request.Text(grant) is not null) && IsOwnersOnly(request, bucket.Account))
        {
            return;
        }

        if (BucketSettings.IsOwnerEnforced(bucket))
        {
            throw S3Error.Of("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
        }

        throw canned is "public-read" or "public-read-write" or "authenticated-read" && PublicAccess.Of(bucket).BlockPublicAcls
            ? S3Error.AccessDenied("Public access control lists are blocked by the bucket's public access block.")
            : S3Error.NotImplemented("Access control lists that grant to others are not run by this platform: use a bucket policy.");
    }

    private static bool IsOwnersOnly(JsonObject request, string account) =>
        request.Structure("AccessControlPolicy")?.List("Grants").All(grant => grant.Structure("Grantee")?.Text("ID") == IdOf(account)) ?? true;
}
