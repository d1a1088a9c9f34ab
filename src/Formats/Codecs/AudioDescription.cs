namespace Headwater.Formats.Codecs;

/// <summary>What an audio track's configuration says.</summary>
public sealed record AudioDescription : CodecDescription
{
    /// <summary>Sampling rate of the decoded sound in Hz; greater than zero.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Channels of the decoded sound; 0 when only the frames tell.</summary>
    public required int Channels { get; init; }

    /// <summary>Samples a frame gives at <see cref="SampleRate"/>; 0 when it varies.</summary>
    public required int SamplesPerFrame { get; init; }
}
