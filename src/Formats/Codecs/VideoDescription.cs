namespace Headwater.Formats.Codecs;

/// <summary>What a video track's configuration says.</summary>
public sealed record VideoDescription : CodecDescription
{
    /// <summary>Width in luma samples, as shown; greater than zero.</summary>
    public required int Width { get; init; }

    /// <summary>Height in luma samples, as shown; greater than zero.</summary>
    public required int Height { get; init; }

    /// <summary>Frames per second; null when the configuration does not tell.</summary>
    public FramesPerSecond? FrameRate { get; init; }

    /// <summary>Shape of a sample; null when not told, which means square.</summary>
    public SampleAspectRatio? AspectRatio { get; init; }

    /// <summary>Colour; null when not told.</summary>
    public ColourDescription? Colour { get; init; }

    /// <summary>Bits of a luma sample.</summary>
    public required int BitDepth { get; init; }

    /// <summary>Most frames that are decoded before a frame and shown after it; an upper bound when the stream does not tell.</summary>
    public required int ReorderFrames { get; init; }

    /// <summary>Whether pictures may be fields.</summary>
    public bool Interlaced { get; init; }
}
