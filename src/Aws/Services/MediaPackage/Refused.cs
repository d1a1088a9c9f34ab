using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The errors of MediaPackage v1.</summary>
internal static class Refused
{
    /// <summary>A parameter does not do.</summary>
    public static AwsException Unprocessable(string message) => new("UnprocessableEntityException", message);

    /// <summary>There is no such thing.</summary>
    public static AwsException NotFound(string kind, string id) => new("NotFoundException", $"{kind} with ID {id} not found");

    /// <summary>A quota is used up.</summary>
    public static AwsException QuotaExceeded() => new("TooManyRequestsException", "Resource limit exceeded");
}
