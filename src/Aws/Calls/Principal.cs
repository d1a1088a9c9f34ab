namespace Headwater.Aws.Calls;

/// <summary>Who calls.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Arn">Such as <c>arn:aws:iam::000000000000:user/name</c> or <c>arn:aws:sts::…:assumed-role/role/session</c>.</param>
/// <param name="UserId">Such as <c>AIDA…</c>, or <c>AROA…:session</c>; the account's number for its root.</param>
public sealed record Principal(PrincipalKind Kind, string Account, string Arn, string UserId)
{
    /// <summary>The access key that signed, or null.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The session's inline policy (JSON), or null.</summary>
    public string? SessionPolicy { get; init; }

    /// <summary>Nobody: a request without a signature.</summary>
    public static Principal Anonymous { get; } = new(PrincipalKind.Anonymous, "anonymous", "*", "anonymous");

    /// <summary>The account's owner, who may do everything.</summary>
    public static Principal Root(string account) => new(PrincipalKind.Root, account, $"arn:aws:iam::{account}:root", account);

    /// <summary>A service of the platform acting by itself, such as <c>medialive.amazonaws.com</c>; may do everything that no policy denies it.</summary>
    public static Principal OfService(string account, string service) => new(PrincipalKind.Service, account, service, service);
}
