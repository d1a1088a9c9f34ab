using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Sns;

/// <summary>What SNS refuses with.</summary>
internal static class SnsFaults
{
    /// <summary>A parameter is not possible.</summary>
    public static AwsException Invalid(string what) => new("InvalidParameterException", $"Invalid parameter: {what}");

    /// <summary>There is no such topic.</summary>
    public static AwsException NoTopic() => new("NotFoundException", "Topic does not exist");

    /// <summary>There is no such subscription.</summary>
    public static AwsException NoSubscription() => new("NotFoundException", "Subscription does not exist");
}
