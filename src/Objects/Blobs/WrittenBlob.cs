namespace Headwater.Objects.Blobs;

/// <summary>A file that is complete and durable, and that no document names yet.</summary>
/// <param name="Blob">Its name.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Md5">MD5 in hex.</param>
/// <param name="Checksum">Its checksum.</param>
internal sealed record WrittenBlob(string Blob, long SizeBytes, string Md5, Checksum Checksum);
