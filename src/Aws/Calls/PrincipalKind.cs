namespace Headwater.Aws.Calls;

/// <summary>What a principal is.</summary>
public enum PrincipalKind
{
    /// <summary>Nobody.</summary>
    Anonymous,

    /// <summary>The account's owner.</summary>
    Root,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>A session of an IAM role.</summary>
    AssumedRole,

    /// <summary>A service of the platform.</summary>
    Service,
}
