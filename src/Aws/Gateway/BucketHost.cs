using System.Net;

namespace Headwater.Aws.Gateway;

/// <summary>Finds the bucket that a host name names.</summary>
internal static class BucketHost
{
    /// <summary>The bucket of <c>bucket.s3.region.suffix</c>, <c>bucket.s3.suffix</c> or <c>bucket.suffix</c>; null for hosts that name none.</summary>
    /// <param name="host">The Host header.</param>
    /// <param name="suffixes">Host names that the platform answers to.</param>
    public static string? Find(string? host, IReadOnlyList<string> suffixes)
    {
        var name = WithoutPort(host ?? "");
        foreach (var suffix in suffixes)
        {
            if (name.Length > suffix.Length + 1 && name.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(suffix, out _))
            {
                return Bucket(name[..^(suffix.Length + 1)]);
            }
        }

        return null;
    }

    private static string? Bucket(string labels)
    {
        if (labels.Equals("s3", StringComparison.OrdinalIgnoreCase) || labels.StartsWith("s3.", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var service = labels.LastIndexOf(".s3", StringComparison.OrdinalIgnoreCase);
        var isService = service > 0 && (service + 3 == labels.Length || (labels[service + 3] == '.' && !labels[(service + 4)..].Contains('.', StringComparison.Ordinal)));
        return isService ? labels[..service] : labels;
    }

    private static string WithoutPort(string host) => host.LastIndexOf(':') is var colon and > 0 && !host.EndsWith(']') ? host[..colon] : host;
}
