namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Which renditions an endpoint shows, and in which order.</summary>
internal sealed record StreamSelection
{
    /// <summary>Bits per second, included.</summary>
    public int MaxVideoBitsPerSecond { get; init; } = int.MaxValue;

    /// <summary>Bits per second, included.</summary>
    public int MinVideoBitsPerSecond { get; init; }

    public string StreamOrder { get; init; } = "ORIGINAL";

    /// <summary>Whether it selects everything and orders nothing.</summary>
    public bool IsEverything() => this == new StreamSelection();
}
