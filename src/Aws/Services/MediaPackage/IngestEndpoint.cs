namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Where a packager of HLS may push to.</summary>
internal sealed record IngestEndpoint
{
    /// <summary>32 hexadecimal digits; those of the channel for its first.</summary>
    public required string Id { get; init; }

    /// <summary>Where.</summary>
    public required string Url { get; init; }

    /// <summary>Name for digest authentication.</summary>
    public required string Username { get; init; }

    /// <summary>Password for digest authentication.</summary>
    public required string Password { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Url;
}
