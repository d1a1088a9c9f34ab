using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Sns;

/// <summary>SNS: topics and their subscriptions.</summary>
public sealed class SnsService(SnsTopics topics, SnsOptions options) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "sns";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        new TopicOperations(topics).Map(operations);
        new SubscriptionOperations(topics, options).Map(operations);
        new PublishOperations(topics).Map(operations);
    }
}
