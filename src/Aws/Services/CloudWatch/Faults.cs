using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>What CloudWatch refuses with.</summary>
internal static class Faults
{
    /// <summary>A value is not possible.</summary>
    public static AwsException Value(string message) => new("InvalidParameterValueException", message);

    /// <summary>Values do not go together.</summary>
    public static AwsException Combination(string message) => new("InvalidParameterCombinationException", message);

    /// <summary>Something is missing.</summary>
    public static AwsException Missing(string message) => new("MissingRequiredParameterException", message);

    /// <summary>An alarm's document is not possible.</summary>
    public static AwsException Validation(string message) => new("ValidationError", message);

    /// <summary>There is no such alarm.</summary>
    public static AwsException NoAlarm(string name) => new("ResourceNotFound", $"Unable to find alarm {name}");

    /// <summary>There is nothing of that ARN.</summary>
    public static AwsException NoResource(string arn) => new("ResourceNotFoundException", $"Unknown resource {arn}");

    /// <summary>A page token is none of ours.</summary>
    public static AwsException Token() => new("InvalidNextToken", "The next token specified is invalid.");
}
