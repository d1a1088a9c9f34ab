namespace Headwater.Aws.Policies;

/// <summary>What one policy says to a question. Ordered: the greatest of several is the answer of all.</summary>
public enum PolicyDecision
{
    /// <summary>Nothing.</summary>
    Silent,

    /// <summary>Leaves it to the account, whose own policies must allow it.</summary>
    Delegated,

    /// <summary>Allows it to everybody or to the role behind the session.</summary>
    Allowed,

    /// <summary>Allows it to just this user or session, whatever bounds their other policies.</summary>
    AllowedByName,

    /// <summary>Denies it, whatever others allow.</summary>
    Denied,
}
