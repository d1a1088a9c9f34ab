using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Logs;

/// <summary>What Logs refuses with.</summary>
internal static class LogsFaults
{
    /// <summary>A parameter is not possible.</summary>
    public static AwsException Invalid(string message) => new("InvalidParameterException", message);

    /// <summary>There is no such group.</summary>
    public static AwsException NoGroup() => new("ResourceNotFoundException", "The specified log group does not exist.");

    /// <summary>There is no such stream.</summary>
    public static AwsException NoStream() => new("ResourceNotFoundException", "The specified log stream does not exist.");

    /// <summary>There is one already.</summary>
    public static AwsException Exists(string what) => new("ResourceAlreadyExistsException", $"The specified {what} already exists");
}
