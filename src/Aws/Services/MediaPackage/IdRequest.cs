namespace Headwater.Aws.Services.MediaPackage;

/// <summary>A request about one thing.</summary>
internal sealed record IdRequest
{
    /// <summary>Which.</summary>
    public required string Id { get; init; }
}
