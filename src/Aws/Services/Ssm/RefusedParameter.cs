using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Ssm;

/// <summary>The errors of parameters.</summary>
internal static class RefusedParameter
{
    /// <summary>A member does not do.</summary>
    public static AwsException Invalid(string message) => new("ValidationException", message);

    /// <summary>There is no such parameter.</summary>
    public static AwsException NotFound(string name) => new("ParameterNotFound", $"Parameter {name} not found.");

    /// <summary>There is no such version or label.</summary>
    public static AwsException NoVersion(string name, string selector) =>
        new("ParameterVersionNotFound", $"Systems Manager could not find version {selector} of {name}. Verify the version and try again.");

    /// <summary>No list gave that token out.</summary>
    public static AwsException Token() => new("InvalidNextToken", "The specified token isn't valid.");
}
