using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>An output that writes transport-stream files into a bucket, a new one each roll-over.</summary>
public sealed record ArchivePlan
{
    /// <summary>Names the output in alerts and metrics; unique in its channel.</summary>
    public required string Name { get; init; }

    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Object keys are this, a dot, a six-digit counter from 000000, a dot and the extension.</summary>
    public required string KeyBase { get; init; }

    /// <summary>Extension without the dot. Default <c>m2ts</c>.</summary>
    public string Extension { get; init; } = "m2ts";

    /// <summary>Length of a file, extended to the next random access point. Default 300 s; 1 s or more.</summary>
    public TimeSpan Rollover { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The one video rendition, or null for sound alone.</summary>
    public string? Video { get; init; }

    /// <summary>The audio renditions.</summary>
    public EquatableList<string> Audio { get; init; } = [];
}
