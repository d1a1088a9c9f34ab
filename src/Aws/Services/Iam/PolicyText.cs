using Headwater.Aws.Policies;

namespace Headwater.Aws.Services.Iam;

/// <summary>Policies on their way in and out.</summary>
internal static class PolicyText
{
    /// <summary>A policy as IAM answers it: percent-encoded by RFC 3986.</summary>
    public static string Encode(string json) => Uri.EscapeDataString(json);

    /// <summary>Takes a policy that fits the rules of its kind, as it was given.</summary>
    /// <exception cref="Calls.AwsException">It does not.</exception>
    public static string Check(string json, PolicyKind kind)
    {
        PolicyDocument.Read(json, kind, out var fault);
        return fault is null ? json : throw IamFault.Malformed(fault);
    }

    /// <summary>Takes a trust policy whose principals of this account exist.</summary>
    /// <exception cref="Calls.AwsException">It is wrong.</exception>
    public static async ValueTask<string> CheckTrustAsync(IamTransaction transaction, string json, string account)
    {
        var policy = PolicyDocument.Read(json, PolicyKind.Trust, out var fault) ?? throw IamFault.Malformed(fault!);
        foreach (var principal in policy.PrincipalsOf("AWS"))
        {
            if (!await ExistsAsync(transaction, principal, account))
            {
                throw IamFault.Malformed($"Invalid principal in policy: \"AWS\":\"{principal}\"");
            }
        }

        return json;
    }

    /// <summary>Whoever is not of this account cannot be looked up, and is believed.</summary>
    private static async ValueTask<bool> ExistsAsync(IamTransaction transaction, string principal, string account)
    {
        if (principal == "*" || (principal.Length == 12 && principal.All(char.IsAsciiDigit)))
        {
            return true;
        }

        var parts = principal.Split(':', 6);
        if (parts is not ["arn", _, "iam" or "sts", "", _, _])
        {
            return false;
        }

        if (parts[4] != account || parts[2] == "sts")
        {
            return true;
        }

        var name = parts[5][(parts[5].LastIndexOf('/') + 1)..];
        return parts[5] == "root"
            || (parts[5].StartsWith("user/", StringComparison.Ordinal) && (await EntityKind.User.Find(transaction, name))?.Arn == principal)
            || (parts[5].StartsWith("role/", StringComparison.Ordinal) && (await EntityKind.Role.Find(transaction, name))?.Arn == principal);
    }
}
