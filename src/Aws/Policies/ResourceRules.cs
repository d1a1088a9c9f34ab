namespace Headwater.Aws.Policies;

/// <summary>What a resource of a policy must look like, in AWS's words.</summary>
internal static class ResourceRules
{
    private static readonly string[] Partitions = ["*", "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

    private static readonly string[] IamPaths =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/",
        "report/", "access-report/",
    ];

    /// <summary>What is wrong with a resource, or null.</summary>
    public static string? FindFault(string resource)
    {
        if (resource == "*")
        {
            return null;
        }

        // arn : partition : service : region : account : the rest
        var parts = resource.Split(':', 6);
        if (parts.Length == 1)
        {
            return $"Resource {resource} must be in ARN format or \"*\".";
        }

        if (!Partitions.Contains(parts[1]))
        {
            return FindPartitionFault(resource, parts[1]);
        }

        return parts.Length == 2 ? "Resource vendor must be fully qualified and cannot contain regexes." : FindServiceFault(resource, parts);
    }

    /// <summary>Whether the old parser of AWS can make something of it: all its parts are there, or none is empty, and it names a service.</summary>
    public static bool IsParsable(string resource)
    {
        if (resource == "*")
        {
            return true;
        }

        var parts = resource.Split(':');
        return parts[2].Length > 0 && (parts.Length > 5 || !resource.Contains("::", StringComparison.Ordinal));
    }

    private static string FindPartitionFault(string resource, string partition)
    {
        // AWS tells the ARN as it understood it: the word before the first colon was meant to be "arn", what is missing is a star.
        var rest = resource.Split(':', 3) is [_, _, { Length: > 0 } some] ? some.Split(':', 4) : [];
        var understood = Enumerable.Range(0, 4).Select(index => index < rest.Length ? rest[index] : "*");
        return $"Partition \"{partition}\" is not valid for resource \"arn:{partition}:{string.Join(':', understood)}\".";
    }

    private static string? FindServiceFault(string resource, string[] parts)
    {
        var hasRegion = parts.Length > 3 && parts[3].Length > 0;
        var rest = parts.Length > 5 ? parts[5] : "";
        return parts[2] switch
        {
            "iam" when hasRegion => $"IAM resource {resource} cannot contain region information.",
            "iam" when rest != "*" && rest != "root" && !IamPaths.Any(path => rest.StartsWith(path, StringComparison.Ordinal)) =>
                $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamPaths)}.",
            "s3" when hasRegion && !rest.StartsWith("accesspoint/", StringComparison.Ordinal) => $"Resource {resource} can not contain region information.",
            _ => null,
        };
    }
}
