namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A page of a list.</summary>
internal sealed record ItemsAnswer<T>
{
    public required IReadOnlyList<T> Items { get; init; }

    public string? NextToken { get; init; }
}
