namespace Headwater.Formats.Nut;

/// <summary>The constants of the syntax. Specification: NUT, tag description.</summary>
internal static class NutSyntax
{
    public const ulong MainStartcode = 0x4E4D_7A56_1F5F_04AD;
    public const ulong StreamStartcode = 0x4E53_1140_5BF2_F9DB;
    public const ulong SyncpointStartcode = 0x4E4B_E4AD_EECA_4569;
    public const ulong InfoStartcode = 0x4E49_AB68_B596_BA78;
    public const ulong IndexStartcode = 0x4E58_DD67_2F23_E64E;

    /// <summary>Packets longer than this carry a checksum of their header.</summary>
    public const int HeaderChecksumThreshold = 4096;

    /// <summary>Frames longer than this have no elided header.</summary>
    public const int ElisionThreshold = 4096;

    /// <summary>All elision headers together.</summary>
    public const int MaximumElisionBytes = 1024;

    /// <summary>Times beyond this are refused: they come from damage, and sums of two of them still fit.</summary>
    public const long TicksBound = 1L << 61;

    /// <summary>The first bytes of every file, with the closing NUL.</summary>
    public static ReadOnlySpan<byte> FileId => "nut/multimedia container\0"u8;
}

/// <summary>How a frame header is coded. Specification: NUT, frame_flags.</summary>
[Flags]
internal enum NutFrameFlags : uint
{
    None = 0,
    Key = 1 << 0,
    EndOfRelevance = 1 << 1,
    CodedPts = 1 << 3,
    StreamId = 1 << 4,
    SizeMsb = 1 << 5,
    Checksum = 1 << 6,
    Reserved = 1 << 7,
    SideData = 1 << 8,
    HeaderIndex = 1 << 10,
    MatchTime = 1 << 11,
    Coded = 1 << 12,
    Invalid = 1 << 13,
}
