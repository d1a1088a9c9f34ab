namespace Headwater.Formats.Mp4;

/// <summary>What a header says of samples that a fragment says nothing of.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.8.3, TrackExtendsBox.</remarks>
/// <param name="DurationTicks">default_sample_duration.</param>
/// <param name="SizeBytes">default_sample_size.</param>
/// <param name="Flags">default_sample_flags.</param>
public readonly record struct SampleDefaults(uint DurationTicks, uint SizeBytes, uint Flags);
