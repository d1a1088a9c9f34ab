using System.Globalization;
using Headwater.Aws.Calls;
using Headwater.Aws.Policies;

namespace Headwater.Aws.Services.Iam;

/// <summary>The condition keys of a call: the global ones and those that the service gave.</summary>
internal static class CallKeys
{
    /// <summary>Gathers them.</summary>
    /// <remarks>aws:CalledVia and aws:MultiFactorAuthAge stay absent: nobody calls for another here, and nobody signs in with two factors.</remarks>
    public static ConditionKeys Of(CallContext context, Permission permission, Standing standing)
    {
        var keys = new ConditionKeys()
            .Set("aws:CurrentTime", CanonicalJson.Timestamp(context.Time))
            .Set("aws:EpochTime", context.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Set("aws:SecureTransport", context.Endpoint.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? "true" : "false")
            .Set("aws:SourceIp", context.SourceAddress.ToString())
            .Set("aws:RequestedRegion", context.Region)
            .Set("aws:UserAgent", context.UserAgent.Length > 0 ? context.UserAgent : null)
            .Set("aws:Referer", context.RequestHeaders.GetValueOrDefault("Referer"))
            .Set("aws:ViaAWSService", "false");
        SetPrincipal(keys, context.Principal, standing);
        foreach (var (key, value) in permission.Conditions ?? new Dictionary<string, string>())
        {
            keys.Set(key, value);
        }

        return keys;
    }

    private static void SetPrincipal(ConditionKeys keys, Principal principal, Standing standing)
    {
        var isService = principal.Kind == PrincipalKind.Service;
        keys.Set("aws:PrincipalIsAWSService", isService ? "true" : "false");
        keys.Set("aws:PrincipalType", principal.Kind switch
        {
            PrincipalKind.Root => "Account",
            PrincipalKind.User => "User",
            PrincipalKind.AssumedRole => "AssumedRole",
            PrincipalKind.Service => "Service",
            _ => "Anonymous",
        });
        keys.Set("aws:userid", principal.UserId);
        if (principal.Kind == PrincipalKind.Anonymous)
        {
            return;
        }

        if (isService)
        {
            // A service acts for the account whose platform it is of.
            keys.Set("aws:PrincipalServiceName", principal.Arn).Set("aws:SourceAccount", principal.Account);
            return;
        }

        keys.Set("aws:PrincipalArn", standing.Asker.RoleArn ?? principal.Arn).Set("aws:PrincipalAccount", principal.Account).Set("aws:username", EntityName.OfUser(principal));
        foreach (var (key, value) in standing.Tags)
        {
            keys.Set($"aws:PrincipalTag/{key}", value);
        }

        if (standing.Session is { } session)
        {
            keys.Set("aws:TokenIssueTime", CanonicalJson.Timestamp(session.Issued)).Set("aws:MultiFactorAuthPresent", "false").Set("aws:SourceIdentity", session.SourceIdentity);
        }
    }
}
