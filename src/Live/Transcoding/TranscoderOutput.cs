using Headwater.Foundation;

namespace Headwater.Live.Transcoding;

/// <summary>One thing an encoder gave.</summary>
/// <param name="Output">Which rendition: the video renditions of the ladder in order, then the audio renditions.</param>
public abstract record TranscoderOutput(int Output);

/// <summary>The format of an output, before its first sample. Video has timescale 90,000, audio its sample rate.</summary>
/// <param name="Output">Which rendition.</param>
/// <param name="Format">Its codec and configuration record.</param>
public sealed record OutputFormat(int Output, TrackFormat Format) : TranscoderOutput(Output);

/// <summary>An encoded sample; times are ticks since the Unix epoch on the output's timescale, <see cref="MediaSample.Track"/> is the output.</summary>
/// <param name="Output">Which rendition.</param>
/// <param name="Sample">The sample, in decode order.</param>
public sealed record OutputSample(int Output, MediaSample Sample) : TranscoderOutput(Output);
