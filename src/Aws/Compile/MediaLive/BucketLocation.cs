using System.Text.RegularExpressions;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>A place in a bucket.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">What keys there begin with.</param>
internal sealed partial record BucketLocation(string Bucket, string Key)
{
    /// <summary>Reads <c>s3ssl://bucket/key</c> or <c>s3://bucket/key</c>; null when it is neither.</summary>
    public static BucketLocation? Read(string? url) =>
        url is not null && Form().Match(url) is { Success: true } match ? new(match.Groups["bucket"].Value, match.Groups["key"].Value) : null;

    [GeneratedRegex(@"^s3(ssl)?://(?<bucket>[^/\s]+)/(?<key>[^\s\p{C}]+)\z")]
    private static partial Regex Form();
}
