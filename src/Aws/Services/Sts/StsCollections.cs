namespace Headwater.Aws.Services.Sts;

/// <summary>Where the documents of STS are kept.</summary>
internal static class StsCollections
{
    /// <summary><see cref="SessionDocument"/> by access key id.</summary>
    public const string Sessions = "sts/session";

    /// <summary>Ids of sessions by when they end.</summary>
    public const string Expiries = "sts/expiry";
}
