namespace Headwater.Aws.Protocols.Signing;

/// <summary>Why a caller is not let in.</summary>
internal enum SecurityFault
{
    /// <summary>No signature where one is needed.</summary>
    Missing,

    /// <summary>A signature that lacks a part, or has one that cannot be read.</summary>
    Incomplete,

    /// <summary>An access key that does not exist.</summary>
    UnknownKey,

    /// <summary>A session token that is not the key's.</summary>
    WrongToken,

    /// <summary>A session that ended.</summary>
    ExpiredToken,

    /// <summary>A signature that is not what the key makes of the request.</summary>
    WrongSignature,

    /// <summary>A clock too far from ours.</summary>
    Skewed,

    /// <summary>A presigned request past its time.</summary>
    Expired,

    /// <summary>Headers that should be signed and are not.</summary>
    UnsignedHeaders,
}
