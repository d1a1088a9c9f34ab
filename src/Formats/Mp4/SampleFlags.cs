namespace Headwater.Formats.Mp4;

/// <summary>The 32 bits a fragment holds for a sample.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.8.3.1.</remarks>
internal static class SampleFlags
{
    /// <summary>Depends on no other sample and is a sync sample.</summary>
    public const uint Sync = 0x0200_0000;

    /// <summary>Depends on others and is no sync sample.</summary>
    public const uint NonSync = 0x0101_0000;

    private const uint IsNonSync = 0x0001_0000;

    public static bool IsRandomAccess(uint flags) => (flags & IsNonSync) == 0;
}
