namespace Headwater.Objects;

/// <summary>A run of an object's bytes, kept in one file.</summary>
/// <param name="Number">The part's number in the upload, 1 to 10,000; 1 for an object that was written at once.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Blob">The file's name.</param>
/// <param name="Checksum">Of its bytes; null when the upload asked for none.</param>
public sealed record ObjectPart(int Number, long SizeBytes, string Blob, Checksum? Checksum);
