namespace Headwater.Aws.Services.Sns;

/// <summary>A topic as it is stored.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Attributes">The attributes its owner has set.</param>
/// <param name="Tags">Tags by key.</param>
public sealed record Topic(string Arn, SortedDictionary<string, string> Attributes, SortedDictionary<string, string> Tags)
{
    /// <summary>Its name.</summary>
    public string Name => Arn[(Arn.LastIndexOf(':') + 1)..];
}
