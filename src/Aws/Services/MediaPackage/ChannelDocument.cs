namespace Headwater.Aws.Services.MediaPackage;

/// <summary>A channel as it is kept.</summary>
internal sealed record ChannelDocument
{
    /// <summary>The collection; ids are region and channel id.</summary>
    public const string Collection = "mediapackage/channel";

    /// <summary>The caller's name for it.</summary>
    public required string Id { get; init; }

    /// <summary>32 hexadecimal digits: the id in its ARN and URLs.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The caller's words about it.</summary>
    public string? Description { get; init; }

    /// <summary>Its two ingest endpoints, in order.</summary>
    public required IReadOnlyList<IngestEndpoint> IngestEndpoints { get; init; }

    /// <summary>Log group of egress requests; null: they are not logged.</summary>
    public string? EgressLogGroup { get; init; }

    /// <summary>Log group of ingress requests; null: they are not logged.</summary>
    public string? IngressLogGroup { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>How many endpoints were ever made of it; written with each, so that a channel cannot vanish under a new endpoint.</summary>
    public long EndpointsMade { get; init; }
}
