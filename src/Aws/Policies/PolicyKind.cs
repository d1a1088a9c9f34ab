namespace Headwater.Aws.Policies;

/// <summary>What a policy hangs on, which decides what it must say.</summary>
public enum PolicyKind
{
    /// <summary>A user, group, role or session: says no principal.</summary>
    Identity,

    /// <summary>A role's trust policy: says who may assume it, and no resource.</summary>
    Trust,

    /// <summary>A bucket, secret, endpoint and such: says principals and resources.</summary>
    Resource,

    /// <summary>A session's own policy: like an identity's, of any version.</summary>
    Session,
}
