using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>The renditions a channel encodes.</summary>
public sealed record LadderPlan
{
    /// <summary>The video renditions, at least one; names are unique among all renditions.</summary>
    public required EquatableList<VideoRenditionPlan> Video { get; init; }

    /// <summary>The audio renditions; may be empty.</summary>
    public EquatableList<AudioRenditionPlan> Audio { get; init; } = [];

    /// <summary>Distance of the IDR pictures of every rendition on the UTC grid. Default 2 s; 500 ms to 10 s.</summary>
    public TimeSpan GopDuration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the encoder gives up look-ahead and B-frames' delay for latency. Default true.</summary>
    public bool LowLatency { get; init; } = true;

    /// <summary>Encoder preset of the software encoders; null lets the machine decide.</summary>
    public EncoderPreset? Preset { get; init; }

    /// <summary>Which kind of encoder runs the video renditions. Default <see cref="EncoderKind.Software"/>.</summary>
    public EncoderKind Encoder { get; init; } = EncoderKind.Software;
}

/// <summary>One video rendition.</summary>
public sealed record VideoRenditionPlan
{
    /// <summary><c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Codec; H.264 (default) or H.265.</summary>
    public Codec Codec { get; init; } = Codec.H264;

    /// <summary>Width in luma samples; even.</summary>
    public required int Width { get; init; }

    /// <summary>Height in luma samples; even.</summary>
    public required int Height { get; init; }

    /// <summary>How bits are spent. Default <see cref="RateControl.Cbr"/>.</summary>
    public RateControl RateControl { get; init; } = RateControl.Cbr;

    /// <summary>Average rate in bits per second (CBR and VBR); 1,000 or more.</summary>
    public int BitsPerSecond { get; init; } = 5_000_000;

    /// <summary>Peak rate in bits per second (VBR and QVBR); null: the average rate.</summary>
    public int? MaximumBitsPerSecond { get; init; }

    /// <summary>Quality 1 to 10 (QVBR).</summary>
    public int QualityLevel { get; init; } = 7;

    /// <summary>Size of the decoder's buffer in bits; null: twice the peak rate.</summary>
    public int? BufferBits { get; init; }

    /// <summary>B-frames between references, 0 to 7. Default 0.</summary>
    public int BFrames { get; init; }

    /// <summary>Profile by the encoder's word (<c>baseline</c>, <c>main</c>, <c>high</c>, <c>main10</c>); null lets the encoder choose.</summary>
    public string? Profile { get; init; }

    /// <summary>Level such as <c>4.1</c>; null lets the encoder choose.</summary>
    public string? Level { get; init; }

    /// <summary>Frames per second as a fraction; null keeps the source's own times.</summary>
    public FrameRate? FrameRate { get; init; }

    /// <summary>What becomes of a source of another shape. Default <see cref="PictureScaling.Fit"/>.</summary>
    public PictureScaling Scaling { get; init; } = PictureScaling.Fit;

    /// <summary>Sharpness of the scaler, 0 to 100: below 25 soft, above 75 sharp. Default 50.</summary>
    public int Sharpness { get; init; } = 50;

    /// <summary>Reference pictures, 1 to 6; null lets the encoder choose (software encoders).</summary>
    public int? References { get; init; }

    /// <summary>Least quantizer, 1 to 51; null lets the encoder choose (software encoders).</summary>
    public int? LeastQuantizer { get; init; }

    /// <summary>Slices of a picture, 1 to 32; null lets the encoder choose (software encoders).</summary>
    public int? Slices { get; init; }

    /// <summary>Pictures that rate control looks ahead, 1 to 120; null lets the encoder choose (software encoders, without low latency).</summary>
    public int? LookAhead { get; init; }
}

/// <summary>What becomes of a picture whose shape is not the rendition's.</summary>
public enum PictureScaling
{
    /// <summary>All of it is shown, between bars.</summary>
    Fit,

    /// <summary>It is distorted until it fills the rendition.</summary>
    Stretch,

    /// <summary>It fills the rendition; what stands over is cut off evenly.</summary>
    Crop,
}

/// <summary>One audio rendition, AAC-LC.</summary>
public sealed record AudioRenditionPlan
{
    /// <summary><c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Rate in bits per second. Default 128,000.</summary>
    public int BitsPerSecond { get; init; } = 128_000;

    /// <summary>Sampling rate in Hz. Default 48,000.</summary>
    public int SampleRate { get; init; } = 48_000;

    /// <summary>Channels, 1, 2 or 6. Default 2.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>Language as RFC 5646. Default <c>und</c>.</summary>
    public string Language { get; init; } = "und";
}

/// <summary>Frames per second as a fraction.</summary>
/// <param name="Numerator">1 or more.</param>
/// <param name="Denominator">1 or more.</param>
public readonly record struct FrameRate(int Numerator, int Denominator);

/// <summary>How an encoder spends its bits.</summary>
public enum RateControl
{
    /// <summary>Constant rate.</summary>
    Cbr,

    /// <summary>An average with peaks up to a maximum.</summary>
    Vbr,

    /// <summary>A quality, bounded by a maximum rate.</summary>
    Qvbr,
}

/// <summary>The presets of x264 and x265, fastest first.</summary>
public enum EncoderPreset
{
    /// <summary>Cheapest.</summary>
    Ultrafast,

    /// <summary>Second cheapest.</summary>
    Superfast,

    /// <summary>The usual live choice.</summary>
    Veryfast,

    /// <summary>More CPU than <see cref="Veryfast"/>.</summary>
    Faster,

    /// <summary>More CPU than <see cref="Faster"/>.</summary>
    Fast,

    /// <summary>The encoders' own default.</summary>
    Medium,
}

/// <summary>Who encodes.</summary>
public enum EncoderKind
{
    /// <summary>libx264 and libx265 on the CPU.</summary>
    Software,

    /// <summary>NVIDIA NVENC.</summary>
    Nvenc,

    /// <summary>VA-API.</summary>
    Vaapi,

    /// <summary>Intel Quick Sync Video.</summary>
    Qsv,
}
