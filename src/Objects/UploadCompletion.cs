namespace Headwater.Objects;

/// <summary>How an upload is to be completed.</summary>
public sealed record UploadCompletion
{
    /// <summary>The parts in order; at least one.</summary>
    public required IReadOnlyList<NamedPart> Parts { get; init; }

    /// <summary>Conditions on the current object, and the whole's checksum when the caller knows it.</summary>
    public WriteTerms Terms { get; init; } = new();

    /// <summary>The whole's size; null: no matter.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>A part as its uploader knows it.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="ETag">Its ETag without quotes.</param>
    /// <param name="Checksum">Its checksum in base64, or null.</param>
    public sealed record NamedPart(int Number, string ETag, string? Checksum);
}
