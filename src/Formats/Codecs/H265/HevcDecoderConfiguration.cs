using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Headwater.Formats.Codecs;

/// <summary>An HEVCDecoderConfigurationRecord: what <c>hvcC</c> and an enhanced RTMP sequence header hold.</summary>
/// <remarks>Specification: ISO/IEC 14496-15, 8.3.3.1. Immutable; parameter sets are slices of the bytes read.</remarks>
public sealed class HevcDecoderConfiguration
{
    /// <summary>Profile, tier and level.</summary>
    public required H265ProfileTierLevel Profile { get; init; }

    /// <summary>min_spatial_segmentation_idc, 0 to 4,095.</summary>
    public int MinSpatialSegmentation { get; init; }

    /// <summary>parallelismType, 0 to 3; 0 is mixed or unknown.</summary>
    public byte Parallelism { get; init; }

    /// <summary>chroma_format_idc.</summary>
    public required byte ChromaFormatIdc { get; init; }

    /// <summary>Bits of a luma sample, 8 to 15.</summary>
    public required byte LumaBits { get; init; }

    /// <summary>Bits of a chroma sample, 8 to 15.</summary>
    public required byte ChromaBits { get; init; }

    /// <summary>avgFrameRate: frames in 256 seconds; 0 when not told.</summary>
    public ushort AverageFrameRate { get; init; }

    /// <summary>constantFrameRate, 0 to 3.</summary>
    public byte ConstantFrameRate { get; init; }

    /// <summary>numTemporalLayers, 0 to 7; 0 when not told.</summary>
    public required byte TemporalLayers { get; init; }

    /// <summary>temporalIdNested.</summary>
    public required bool TemporalIdNested { get; init; }

    /// <summary>Bytes in each NAL unit length of a sample: 1, 2 or 4.</summary>
    public required int LengthSize { get; init; }

    /// <summary>The arrays in order, as they were read; usually video, sequence and picture parameter sets.</summary>
    public required IReadOnlyList<HevcParameterSetArray> Arrays { get; init; }

    /// <summary>Reads a record; false when the bytes are none.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out HevcDecoderConfiguration? result)
    {
        result = null;
        var cursor = new ByteCursor(source);
        var version = cursor.TakeByte();
        var profile = cursor.TakeByte();
        var compatibility = cursor.TakeUInt32();
        var constraints = ((ulong)cursor.TakeUInt16() << 32) | cursor.TakeUInt32();
        var level = cursor.TakeByte();
        var segmentation = cursor.TakeUInt16() & 0xFFF;
        var parallelism = cursor.TakeByte() & 3;
        var chroma = cursor.TakeByte() & 3;
        var luma = (cursor.TakeByte() & 7) + 8;
        var chromaBits = (cursor.TakeByte() & 7) + 8;
        var frameRate = cursor.TakeUInt16();
        var packed = cursor.TakeByte();
        var arrays = new HevcParameterSetArray[cursor.TakeByte()];
        for (var i = 0; i < arrays.Length; i++)
        {
            var head = cursor.TakeByte();
            var count = cursor.TakeUInt16();
            if (count > cursor.Remaining / 2)
            {
                return false;
            }

            var units = new ReadOnlyMemory<byte>[count];
            for (var j = 0; j < units.Length; j++)
            {
                units[j] = cursor.Take(cursor.TakeUInt16());
            }

            arrays[i] = new((H265NalUnitType)(head & 0x3F), (head & 0x80) != 0, units);
        }

        // Interop: version 0 was written by encoders before the standard was final.
        if (cursor.Failed || version > 1 || (packed & 3) == 2)
        {
            return false;
        }

        result = new HevcDecoderConfiguration
        {
            Profile = new((byte)(profile >> 6), (profile & 0x20) != 0, (byte)(profile & 0x1F), compatibility, constraints, level),
            MinSpatialSegmentation = segmentation,
            Parallelism = (byte)parallelism,
            ChromaFormatIdc = (byte)chroma,
            LumaBits = (byte)luma,
            ChromaBits = (byte)chromaBits,
            AverageFrameRate = (ushort)frameRate,
            ConstantFrameRate = (byte)(packed >> 6),
            TemporalLayers = (byte)((packed >> 3) & 7),
            TemporalIdNested = (packed & 4) != 0,
            LengthSize = (packed & 3) + 1,
            Arrays = arrays,
        };
        return true;
    }

    /// <summary>Makes the record of a stream from its parameter sets, for samples with 4-byte lengths; false when one kind is missing or the sequence parameter set is none.</summary>
    public static bool TryCreate(
        IReadOnlyList<ReadOnlyMemory<byte>> videoParameterSets,
        IReadOnlyList<ReadOnlyMemory<byte>> sequenceParameterSets,
        IReadOnlyList<ReadOnlyMemory<byte>> pictureParameterSets,
        [NotNullWhen(true)] out HevcDecoderConfiguration? result)
    {
        result = null;
        if (!Fits(videoParameterSets) || !Fits(sequenceParameterSets) || !Fits(pictureParameterSets)
            || !H265SequenceParameterSet.TryRead(sequenceParameterSets[0].Span, out var first)
            || first.LumaBits > 15 || first.ChromaBits > 15)
        {
            return false;
        }

        result = new HevcDecoderConfiguration
        {
            Profile = first.Profile,
            MinSpatialSegmentation = first.MinSpatialSegmentation,
            ChromaFormatIdc = first.ChromaFormatIdc,
            LumaBits = first.LumaBits,
            ChromaBits = first.ChromaBits,
            TemporalLayers = first.TemporalLayers,
            TemporalIdNested = first.TemporalIdNested,
            LengthSize = 4,
            Arrays =
            [
                new(H265NalUnitType.VideoParameterSet, true, videoParameterSets),
                new(H265NalUnitType.SequenceParameterSet, true, sequenceParameterSets),
                new(H265NalUnitType.PictureParameterSet, true, pictureParameterSets),
            ],
        };
        return true;
    }

    /// <summary>Makes the record from an access unit in byte stream form that carries parameter sets; false when it does not carry all three kinds.</summary>
    public static bool TryCreateFromAnnexB(ReadOnlySpan<byte> stream, [NotNullWhen(true)] out HevcDecoderConfiguration? result)
    {
        List<ReadOnlyMemory<byte>> video = [];
        List<ReadOnlyMemory<byte>> sequence = [];
        List<ReadOnlyMemory<byte>> picture = [];
        foreach (var unit in NalUnitEnumerator.AnnexB(stream))
        {
            var sets = H265.TypeOf(unit) switch
            {
                H265NalUnitType.VideoParameterSet => video,
                H265NalUnitType.SequenceParameterSet => sequence,
                H265NalUnitType.PictureParameterSet => picture,
                _ => null,
            };
            NalUnitSet.AddOnce(sets, unit);
        }

        return TryCreate(video, sequence, picture, out result);
    }

    /// <summary>The first NAL unit of a type; empty when there is none.</summary>
    public ReadOnlyMemory<byte> FirstUnit(H265NalUnitType type)
    {
        foreach (var array in Arrays)
        {
            if (array.Type == type && array.Units.Count > 0)
            {
                return array.Units[0];
            }
        }

        return default;
    }

    /// <summary>Writes the record.</summary>
    public void Write(IBufferWriter<byte> destination)
    {
        var head = destination.GetSpan(23)[..23];
        head[0] = 1;
        head[1] = (byte)((Profile.ProfileSpace << 6) | (Profile.HighTier ? 0x20 : 0) | Profile.ProfileIdc);
        BinaryPrimitives.WriteUInt32BigEndian(head[2..], Profile.CompatibilityFlags);
        BinaryPrimitives.WriteUInt16BigEndian(head[6..], (ushort)(Profile.ConstraintFlags >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(head[8..], (uint)Profile.ConstraintFlags);
        head[12] = Profile.LevelIdc;
        BinaryPrimitives.WriteUInt16BigEndian(head[13..], (ushort)(0xF000 | MinSpatialSegmentation));
        head[15] = (byte)(0xFC | Parallelism);
        head[16] = (byte)(0xFC | ChromaFormatIdc);
        head[17] = (byte)(0xF8 | (LumaBits - 8));
        head[18] = (byte)(0xF8 | (ChromaBits - 8));
        BinaryPrimitives.WriteUInt16BigEndian(head[19..], AverageFrameRate);
        head[21] = (byte)((ConstantFrameRate << 6) | (TemporalLayers << 3) | (TemporalIdNested ? 4 : 0) | (LengthSize - 1));
        head[22] = (byte)Arrays.Count;
        destination.Advance(23);
        foreach (var array in Arrays)
        {
            array.Write(destination);
        }
    }

    /// <summary>The record's bytes.</summary>
    public byte[] ToArray()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes every parameter set in byte stream form, as it belongs before a random access point in a transport stream.</summary>
    public void WriteParameterSetsAnnexB(IBufferWriter<byte> destination)
    {
        foreach (var array in Arrays)
        {
            for (var i = 0; i < array.Units.Count; i++)
            {
                NalStream.WriteAnnexBUnit(array.Units[i].Span, destination);
            }
        }
    }

    private static bool Fits(IReadOnlyList<ReadOnlyMemory<byte>> units)
    {
        for (var i = 0; i < units.Count; i++)
        {
            if (units[i].Length is 0 or > ushort.MaxValue)
            {
                return false;
            }
        }

        return units.Count is > 0 and <= 64;
    }
}
