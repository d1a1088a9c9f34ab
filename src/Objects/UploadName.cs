namespace Headwater.Objects;

/// <summary>Names an upload.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="UploadId">The id.</param>
public readonly record struct UploadName(string Bucket, string Key, string UploadId);
