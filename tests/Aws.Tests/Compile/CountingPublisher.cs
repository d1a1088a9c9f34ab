using Headwater.Aws.Compile;

namespace Headwater.Aws.Tests.Compile;

/// <summary>Counts how often a plan was asked for.</summary>
internal sealed class CountingPublisher : IPlanPublisher
{
    public int Count { get; private set; }

    public ValueTask PublishAsync(CancellationToken cancellationToken)
    {
        Count++;
        return ValueTask.CompletedTask;
    }
}
