namespace Headwater.Plans;

/// <summary>How a pipeline runs.</summary>
public enum ChannelRunState
{
    /// <summary>It is being made.</summary>
    Starting,

    /// <summary>It can be published to.</summary>
    Running,

    /// <summary>Its encoder broke and is being replaced.</summary>
    Recovering,

    /// <summary>It could not be started; its alerts say why.</summary>
    Failed,
}
