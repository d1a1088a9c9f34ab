using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>The general part of profile_tier_level().</summary>
/// <remarks>Specification: ITU-T H.265, 7.3.3.</remarks>
/// <param name="ProfileSpace">general_profile_space, 0 to 3.</param>
/// <param name="HighTier">general_tier_flag.</param>
/// <param name="ProfileIdc">general_profile_idc, 0 to 31.</param>
/// <param name="CompatibilityFlags">general_profile_compatibility_flag, flag 0 in the highest bit.</param>
/// <param name="ConstraintFlags">The 48 bits from general_progressive_source_flag on, first flag in bit 47.</param>
/// <param name="LevelIdc">general_level_idc, thirty times the level.</param>
public readonly record struct H265ProfileTierLevel(
    byte ProfileSpace, bool HighTier, byte ProfileIdc, uint CompatibilityFlags, ulong ConstraintFlags, byte LevelIdc)
{
    internal static H265ProfileTierLevel Read(ref BitReader reader)
    {
        var space = (byte)reader.ReadBits(2);
        var tier = reader.ReadBit();
        var profile = (byte)reader.ReadBits(5);
        var compatibility = reader.ReadBits(32);
        var constraints = ((ulong)reader.ReadBits(16) << 32) | reader.ReadBits(32);
        return new(space, tier, profile, compatibility, constraints, (byte)reader.ReadBits(8));
    }

    internal static void SkipSubLayers(ref BitReader reader, int maxSubLayersMinus1)
    {
        Span<bool> profilePresent = stackalloc bool[8];
        Span<bool> levelPresent = stackalloc bool[8];
        for (var i = 0; i < maxSubLayersMinus1; i++)
        {
            profilePresent[i] = reader.ReadBit();
            levelPresent[i] = reader.ReadBit();
        }

        reader.SkipBits(maxSubLayersMinus1 > 0 ? 2 * (8 - maxSubLayersMinus1) : 0);
        for (var i = 0; i < maxSubLayersMinus1; i++)
        {
            reader.SkipBits((profilePresent[i] ? 88 : 0) + (levelPresent[i] ? 8 : 0));
        }
    }
}
