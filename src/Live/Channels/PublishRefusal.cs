namespace Headwater.Live.Channels;

/// <summary>Why a publisher may not publish.</summary>
public abstract record PublishRefusal
{
    private PublishRefusal()
    {
    }

    /// <summary>For the log: what was refused and why.</summary>
    public abstract string Reason { get; }

    /// <summary>No channel expects that stream.</summary>
    public sealed record UnknownStream : PublishRefusal
    {
        /// <inheritdoc/>
        public override string Reason => "no input has this stream name";
    }

    /// <summary>The input's rules do not admit the address.</summary>
    public sealed record NotAdmitted : PublishRefusal
    {
        /// <inheritdoc/>
        public override string Reason => "the input's rules do not admit this address";
    }

    /// <summary>Another publisher has the input.</summary>
    public sealed record InUse : PublishRefusal
    {
        /// <inheritdoc/>
        public override string Reason => "another publisher has this input";
    }
}
