namespace Headwater.Aws.Services.Iam;

/// <summary>Where the documents of IAM are kept.</summary>
internal static class IamCollections
{
    /// <summary><see cref="UserDocument"/> by name.</summary>
    public const string Users = "iam/user";

    /// <summary><see cref="GroupDocument"/> by name.</summary>
    public const string Groups = "iam/group";

    /// <summary><see cref="RoleDocument"/> by name.</summary>
    public const string Roles = "iam/role";

    /// <summary><see cref="ManagedPolicy"/> by name.</summary>
    public const string Policies = "iam/policy";

    /// <summary><see cref="InstanceProfileDocument"/> by name.</summary>
    public const string InstanceProfiles = "iam/instanceprofile";

    /// <summary><see cref="AccessKeyDocument"/> by key id.</summary>
    public const string AccessKeys = "iam/accesskey";

    /// <summary><see cref="KeyUseDocument"/> by key id.</summary>
    public const string KeyUses = "iam/accesskeyuse";

    /// <summary>Aliases of the account: one document without content by alias.</summary>
    public const string Aliases = "iam/alias";
}
