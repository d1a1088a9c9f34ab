namespace Headwater.Live.Transcoding;

/// <summary>Something an operator should know of an encoder. One of the records in this file.</summary>
/// <param name="Job">The <see cref="TranscodeJob.Name"/>.</param>
public abstract record TranscodeAlert(string Job);

/// <summary>An encoder ended or stood still, and another takes its place.</summary>
/// <param name="Job">The job.</param>
/// <param name="Cause">What happened to the old one.</param>
/// <param name="Detail">What it said last.</param>
/// <param name="Failures">Failures in a row, this one included.</param>
/// <param name="RetryIn">How long until the next is started.</param>
public sealed record EncoderReplaced(string Job, EncoderFault Cause, string Detail, int Failures, TimeSpan RetryIn) : TranscodeAlert(Job);

/// <summary>The encoder fails again and again; it is tried for ever, ever more seldom.</summary>
/// <param name="Job">The job.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="Detail">What the last one said.</param>
public sealed record EncoderFailing(string Job, int Failures, string Detail) : TranscodeAlert(Job);

/// <summary>Clears <see cref="EncoderFailing"/>: the encoder has worked for a while.</summary>
/// <param name="Job">The job.</param>
public sealed record EncoderRecovered(string Job) : TranscodeAlert(Job);

/// <summary>The machine encodes slower than the source plays.</summary>
/// <param name="Job">The job.</param>
/// <param name="Lag">How far the slowest output is behind the source.</param>
/// <param name="RenditionToDrop">The dearest rendition; null when it is the only one.</param>
public sealed record EncoderOverloaded(string Job, TimeSpan Lag, string? RenditionToDrop) : TranscodeAlert(Job);

/// <summary>Clears <see cref="EncoderOverloaded"/>.</summary>
/// <param name="Job">The job.</param>
public sealed record EncoderKeepsUp(string Job) : TranscodeAlert(Job);

/// <summary>Source samples that a new encoder would have needed were no longer held: viewers see one gap.</summary>
/// <param name="Job">The job.</param>
/// <param name="Gap">How much is missing at most.</param>
public sealed record OutputGap(string Job, TimeSpan Gap) : TranscodeAlert(Job);

/// <summary>What can happen to an encoder.</summary>
public enum EncoderFault
{
    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>It ended by itself.</summary>
    Ended,

    /// <summary>It took input and gave nothing.</summary>
    Stuck,
}
