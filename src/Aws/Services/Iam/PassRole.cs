using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>What a caller needs before a service takes a role from it.</summary>
public static class PassRole
{
    /// <summary>The permission to pass a role to a service.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="service">Such as <c>medialive.amazonaws.com</c>.</param>
    public static Permission Permission(string roleArn, string service) => new("iam:PassRole", roleArn)
    {
        Conditions = new Dictionary<string, string> { ["iam:PassedToService"] = service },
    };
}
