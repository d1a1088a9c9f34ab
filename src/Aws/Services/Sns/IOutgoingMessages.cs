namespace Headwater.Aws.Services.Sns;

/// <summary>Carries messages out of the platform.</summary>
public interface IOutgoingMessages
{
    /// <summary>Carries one message to where it goes.</summary>
    /// <returns>Null when it arrived, else what went wrong. Never throws but for cancellation.</returns>
    ValueTask<string?> SendAsync(Delivery delivery, CancellationToken cancellationToken);
}
