namespace Headwater.Aws.Compile;

/// <summary>Makes what the documents say run. Services call it after each commit that changes what runs or what viewers get.</summary>
public interface IPlanPublisher
{
    /// <summary>Compiles all documents anew and hands the plan to the media plane; returns when it runs.</summary>
    /// <remarks>Callable from anywhere at any time: calls are one after another, and each sees every commit that was made before it.</remarks>
    ValueTask PublishAsync(CancellationToken cancellationToken);
}
