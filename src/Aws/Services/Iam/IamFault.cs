using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The errors of IAM in its words.</summary>
internal static class IamFault
{
    /// <summary>There is no such thing.</summary>
    public static AwsException Missing(string message) => new("NoSuchEntity", message);

    /// <summary>There is no user, group or role of that name.</summary>
    public static AwsException MissingEntity(string word, string name) => Missing($"The {word} with name {name} cannot be found.");

    /// <summary>There is no managed policy of that ARN.</summary>
    public static AwsException MissingPolicy(string arn) => Missing($"Policy {arn} was not found.");

    /// <summary>There is no access key of that id.</summary>
    public static AwsException MissingKey(string id) => Missing($"The Access Key with id {id} cannot be found.");

    /// <summary>The name is taken.</summary>
    public static AwsException Exists(string message) => new("EntityAlreadyExists", message);

    /// <summary>Something must go first.</summary>
    public static AwsException Conflict(string message) => new("DeleteConflict", message);

    /// <summary>There would be too many.</summary>
    public static AwsException Quota(string name, int most) => new("LimitExceeded", $"Cannot exceed quota for {name}: {most}");

    /// <summary>The request makes no sense.</summary>
    public static AwsException Invalid(string message) => new("InvalidInput", message);

    /// <summary>The request does not fit what is there.</summary>
    public static AwsException Validation(string message) => new("ValidationError", message);

    /// <summary>The policy is wrong.</summary>
    public static AwsException Malformed(string message) => new("MalformedPolicyDocument", message);
}
