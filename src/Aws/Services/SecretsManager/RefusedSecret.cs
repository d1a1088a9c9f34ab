using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The errors of Secrets Manager.</summary>
internal static class RefusedSecret
{
    /// <summary>A parameter does not do.</summary>
    public static AwsException Parameter(string message) => new("InvalidParameterException", message);

    /// <summary>It cannot be as things stand.</summary>
    public static AwsException Request(string message) => new("InvalidRequestException", message);

    /// <summary>There is no such secret.</summary>
    public static AwsException NotFound() => new("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

    /// <summary>There is no such value.</summary>
    public static AwsException NoValue(string stage) =>
        new("ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for staging label: {stage}");

    /// <summary>There is no such version.</summary>
    public static AwsException NoVersion(string versionId) =>
        new("ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for VersionId: {versionId}");

    /// <summary>There is one already.</summary>
    public static AwsException Exists(string message) => new("ResourceExistsException", message);

    /// <summary>It is being deleted.</summary>
    public static AwsException Deleted() => Request("You can't perform this operation on the secret because it was marked for deletion.");
}
