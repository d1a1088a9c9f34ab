namespace Headwater.Aws.Gateway;

/// <summary>How the control plane presents itself.</summary>
public sealed class GatewayOptions
{
    /// <summary>The account; twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>The region of calls that name none. Default <c>us-east-1</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Host names under which buckets have names of their own: <c>bucket.localhost</c>, <c>bucket.s3.us-east-1.localhost</c>. Default <c>localhost</c>.</summary>
    public IReadOnlyList<string> HostSuffixes { get; init; } = ["localhost"];
}
