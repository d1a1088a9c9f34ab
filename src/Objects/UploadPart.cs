namespace Headwater.Objects;

/// <summary>A part that was uploaded.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="ETag">MD5 of its bytes in hex, without quotes.</param>
/// <param name="Blob">The file's name.</param>
/// <param name="Checksum">Of its bytes.</param>
/// <param name="Modified">When it was uploaded.</param>
public sealed record UploadPart(int Number, long SizeBytes, string ETag, string Blob, Checksum Checksum, DateTimeOffset Modified);
