namespace Headwater.Live.Tests.Timeline;

/// <summary>A clock whose UTC an operator sets wrongly while its stamps run on.</summary>
internal sealed class SteppedTime(TimeProvider time) : TimeProvider
{
    public TimeSpan Step { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Step;

    public override long GetTimestamp() => time.GetTimestamp();
}
