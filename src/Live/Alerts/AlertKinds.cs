namespace Headwater.Live.Alerts;

/// <summary>The kinds of alerts that pipelines tell; stable, for the control plane translates them.</summary>
public static class AlertKinds
{
    /// <summary>No publisher, or one that is silent.</summary>
    public const string InputLost = "input-lost";

    /// <summary>The source brings no picture.</summary>
    public const string VideoMissing = "video-missing";

    /// <summary>The source brings no sound.</summary>
    public const string AudioMissing = "audio-missing";

    /// <summary>The source's time stamps jumped.</summary>
    public const string SourceJump = "source-jump";

    /// <summary>A track of the source has time stamps of another epoch.</summary>
    public const string SourceEpoch = "source-epoch";

    /// <summary>Samples of the source were not passed on.</summary>
    public const string SourceDrops = "source-drops";

    /// <summary>The source's clock is off.</summary>
    public const string SourceDrift = "source-drift";

    /// <summary>A track of the source is not encoded.</summary>
    public const string SourceTrackLeftOut = "source-track-left-out";

    /// <summary>A second publisher asked for an input that has one.</summary>
    public const string DoublePublishing = "double-publishing";

    /// <summary>An encoder was replaced.</summary>
    public const string EncoderReplaced = "encoder-replaced";

    /// <summary>Encoders fail one after the other.</summary>
    public const string EncoderFailing = "encoder-failing";

    /// <summary>The machine encodes slower than the source plays.</summary>
    public const string EncoderSlow = "encoder-slow";

    /// <summary>Media between two encoders is missing.</summary>
    public const string EncoderGap = "encoder-gap";

    /// <summary>An encoder was given up.</summary>
    public const string EncoderGone = "encoder-gone";

    /// <summary>A rendition cannot be described.</summary>
    public const string RenditionLeftOut = "rendition-left-out";

    /// <summary>Something that is written fails: the encoder's output or an archive.</summary>
    public const string OutputFailed = "output-failed";

    /// <summary>The disk of a log is full or fails.</summary>
    public const string Storage = "storage";

    /// <summary>The channel could not be started.</summary>
    public const string StartFailed = "start-failed";
}
