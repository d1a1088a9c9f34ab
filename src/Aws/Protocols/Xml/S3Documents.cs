using System.Collections.Frozen;

namespace Headwater.Aws.Protocols.Xml;

/// <summary>What S3's answers look like beyond what its published description says.</summary>
internal static class S3Documents
{
    /// <summary>Namespace of S3's bodies.</summary>
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>The operation whose answer is one element without another around it.</summary>
    public const string BareAnswer = "GetBucketLocation";

    private static readonly FrozenDictionary<string, string> Roots = new Dictionary<string, string>
    {
        ["CompleteMultipartUpload"] = "CompleteMultipartUploadResult",
        ["CreateMultipartUpload"] = "InitiateMultipartUploadResult",
        ["DeleteObjects"] = "DeleteResult",
        ["GetBucketAccelerateConfiguration"] = "AccelerateConfiguration",
        ["GetBucketAcl"] = "AccessControlPolicy",
        ["GetBucketCors"] = "CORSConfiguration",
        ["GetBucketLifecycleConfiguration"] = "LifecycleConfiguration",
        ["GetBucketLogging"] = "BucketLoggingStatus",
        ["GetBucketNotificationConfiguration"] = "NotificationConfiguration",
        ["GetBucketRequestPayment"] = "RequestPaymentConfiguration",
        ["GetBucketTagging"] = "Tagging",
        ["GetBucketVersioning"] = "VersioningConfiguration",
        ["GetBucketWebsite"] = "WebsiteConfiguration",
        ["GetObjectAcl"] = "AccessControlPolicy",
        ["GetObjectAttributes"] = "GetObjectAttributesResponse",
        ["GetObjectTagging"] = "Tagging",
        ["ListBucketAnalyticsConfigurations"] = "ListBucketAnalyticsConfigurationResult",
        ["ListBucketInventoryConfigurations"] = "ListInventoryConfigurationsResult",
        ["ListBucketMetricsConfigurations"] = "ListMetricsConfigurationsResult",
        ["ListBuckets"] = "ListAllMyBucketsResult",
        ["ListMultipartUploads"] = "ListMultipartUploadsResult",
        ["ListObjects"] = "ListBucketResult",
        ["ListObjectsV2"] = "ListBucketResult",
        ["ListObjectVersions"] = "ListVersionsResult",
        ["ListParts"] = "ListPartsResult",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Name of the root element of an operation's answer, or null when the description says it.</summary>
    public static string? Root(string operation) => Roots.GetValueOrDefault(operation);
}
