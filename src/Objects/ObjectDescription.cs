namespace Headwater.Objects;

/// <summary>What is kept beside an object's bytes, as its writer gave it.</summary>
public sealed record ObjectDescription
{
    /// <summary>Media type; null when the writer said none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Sent with the object as it stands.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Sent with the object as it stands.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Sent with the object as it stands; the bytes are not looked at.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Sent with the object as it stands.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Sent with the object as it stands.</summary>
    public string? Expires { get; init; }

    /// <summary>Where a website front sends who asks for the object, or null.</summary>
    public string? WebsiteRedirect { get; init; }

    /// <summary>The writer's own pairs; names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags by key; at most ten.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Storage class; a word only, the bytes stay where they are.</summary>
    public string StorageClass { get; init; } = StorageClasses.Standard;

    /// <summary>Encryption that was asked for, as JSON of whoever asked; null for the bucket's default.</summary>
    public string? Encryption { get; init; }
}
