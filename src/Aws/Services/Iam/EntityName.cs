using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>Names that ARNs end with.</summary>
internal static class EntityName
{
    /// <summary>What stands behind the last slash.</summary>
    public static string OfArn(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>Name of the user who calls; null when it is none.</summary>
    public static string? OfUser(Principal principal) => principal.Kind == PrincipalKind.User ? OfArn(principal.Arn) : null;

    /// <summary>Name of the role whose session calls (<c>…:assumed-role/name/session</c>); null when it is none.</summary>
    public static string? OfRole(Principal principal) =>
        principal.Kind == PrincipalKind.AssumedRole && principal.Arn.Split('/') is [_, var name, _] ? name : null;
}
