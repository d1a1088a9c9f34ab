namespace Headwater.Aws.Services.Events;

/// <summary>Takes the events of the platform's services. Callable from anywhere; returns at once and never throws: what a full queue refuses is counted by its owner.</summary>
public interface IEventSink
{
    /// <summary>Takes one event; rules see it soon, at least once when the platform lives on.</summary>
    void Publish(PlatformEvent happened);
}
