namespace Headwater.Aws.Services.MediaPackage;

/// <summary>A request for a page of a list.</summary>
internal sealed record ListRequest
{
    /// <summary>Items of a page when the caller does not say.</summary>
    public const int DefaultPage = 50;

    /// <summary>Most items; 1 to 1000.</summary>
    public int? MaxResults { get; init; }

    /// <summary>Where the page begins.</summary>
    public string? NextToken { get; init; }

    /// <summary>Only endpoints of this channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Only harvest jobs of this channel.</summary>
    public string? IncludeChannelId { get; init; }

    /// <summary>Only harvest jobs in this state.</summary>
    public string? IncludeStatus { get; init; }

    /// <summary>The id behind which the page begins.</summary>
    /// <exception cref="Calls.AwsException">No list gave that token out.</exception>
    public string? After() => PageToken.TryRead(NextToken, out var after) ? after : throw Refused.Unprocessable("NextToken is invalid");
}
