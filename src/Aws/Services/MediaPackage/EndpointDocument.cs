namespace Headwater.Aws.Services.MediaPackage;

/// <summary>An origin endpoint as it is kept.</summary>
internal sealed record EndpointDocument
{
    /// <summary>The collection; ids are region and endpoint id.</summary>
    public const string Collection = "mediapackage/origin-endpoint";

    /// <summary>The caller's name for it.</summary>
    public required string Id { get; init; }

    /// <summary>The channel it shows.</summary>
    public required string ChannelId { get; init; }

    /// <summary>32 hexadecimal digits: the id in its ARN and URL.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the caller wants of it.</summary>
    public required EndpointSettings Settings { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
