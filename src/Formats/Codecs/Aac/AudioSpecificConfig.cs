using System.Diagnostics.CodeAnalysis;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>An AudioSpecificConfig: what an AAC decoder must know.</summary>
/// <remarks>Specification: ISO/IEC 14496-3, 1.6.2.1 and 4.4.1. SBR and PS count only when signalled; a decoder may still find them in the frames.</remarks>
public sealed record AudioSpecificConfig
{
    private const int Sbr = 5;
    private const int Ps = 29;
    private const int MaxLengthBytes = 16;

    /// <summary>Audio object type of the core: 2 is AAC-LC.</summary>
    public required int ObjectType { get; init; }

    /// <summary>Sampling rate of the core in Hz, greater than zero.</summary>
    public required int SampleRate { get; init; }

    /// <summary>channelConfiguration, 0 to 15; 0 says that a program config element tells.</summary>
    public required int ChannelConfiguration { get; init; }

    /// <summary>Channels the core codes, counted in the program config element where there is one; 0 when unknown.</summary>
    public required int CoreChannels { get; init; }

    /// <summary>Whether a frame has 960 samples rather than 1,024.</summary>
    public bool ShortFrames { get; init; }

    /// <summary>How spectral band replication is signalled.</summary>
    public AacExtensionSignalling Extension { get; init; }

    /// <summary>Sampling rate after spectral band replication in Hz; equal to <see cref="SampleRate"/> without it.</summary>
    public required int OutputSampleRate { get; init; }

    /// <summary>Whether parametric stereo makes two channels of one.</summary>
    public bool ParametricStereo { get; init; }

    /// <summary>Channels a decoder puts out.</summary>
    public int OutputChannels => ParametricStereo && CoreChannels == 1 ? 2 : CoreChannels;

    /// <summary>Samples a frame gives at <see cref="OutputSampleRate"/>.</summary>
    public int SamplesPerFrame => (ShortFrames ? 960 : 1_024) * (OutputSampleRate == SampleRate * 2L ? 2 : 1);

    /// <summary>The audio object type a codec string names: 29 with PS and 5 with SBR when signalled hierarchically, else the core's.</summary>
    public int SignalledObjectType => Extension != AacExtensionSignalling.Hierarchical ? ObjectType : ParametricStereo ? Ps : Sbr;

    /// <summary>The config of AAC-LC without extensions.</summary>
    /// <param name="sampleRate">Hz, 1 to 16,777,215.</param>
    /// <param name="channels">1 to 6, or 8.</param>
    public static AudioSpecificConfig ForLowComplexity(int sampleRate, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is (>= 1 and <= 6) or 8, true, nameof(channels));
        return new()
        {
            ObjectType = 2,
            SampleRate = sampleRate,
            OutputSampleRate = sampleRate,
            ChannelConfiguration = channels == 8 ? 7 : channels,
            CoreChannels = channels,
        };
    }

    /// <summary>Reads a config; false when the bytes are none. Bytes behind it are not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out AudioSpecificConfig? result)
    {
        result = null;
        var reader = new BitReader(source);
        var objectType = ReadObjectType(ref reader);
        var sampleRate = ReadSampleRate(ref reader);
        var channelConfiguration = (int)reader.ReadBits(4);
        var extension = AacExtensionSignalling.None;
        var outputRate = sampleRate;
        var ps = false;
        if (objectType is Sbr or Ps)
        {
            extension = AacExtensionSignalling.Hierarchical;
            ps = objectType == Ps;
            outputRate = ReadSampleRate(ref reader);
            objectType = ReadObjectType(ref reader);
        }

        if (reader.Failed || objectType == 0 || sampleRate == 0 || outputRate == 0)
        {
            return false;
        }

        var channels = ChannelsOf(channelConfiguration);
        var shortFrames = false;
        if (objectType is 1 or 2 or 3 or 4 or 6 or 7 or 17 or 19 or 20 or 21 or 22 or 23)
        {
            var (frames, counted) = ReadGeneralAudio(ref reader, objectType, channelConfiguration);
            shortFrames = frames;
            channels = counted ?? channels;
            if (reader.Failed)
            {
                return false;
            }

            if (extension == AacExtensionSignalling.None && ReadTrailing(ref reader) is { } trailing)
            {
                (outputRate, ps) = trailing;
                extension = AacExtensionSignalling.Trailing;
            }
        }

        result = new AudioSpecificConfig
        {
            ObjectType = objectType,
            SampleRate = sampleRate,
            ChannelConfiguration = channelConfiguration,
            CoreChannels = channels,
            ShortFrames = shortFrames,
            Extension = extension,
            OutputSampleRate = outputRate,
            ParametricStereo = ps,
        };
        return true;
    }

    /// <summary>The config's bytes.</summary>
    /// <exception cref="InvalidOperationException">The channels are told by a program config element, which is not kept: keep the bytes it was read from.</exception>
    public byte[] ToArray()
    {
        if (ChannelConfiguration == 0)
        {
            throw new InvalidOperationException("A config with a program config element is not written.");
        }

        Span<byte> bytes = stackalloc byte[MaxLengthBytes];
        var writer = new BitWriter(bytes);
        if (Extension == AacExtensionSignalling.Hierarchical)
        {
            WriteObjectType(ref writer, ParametricStereo ? Ps : Sbr);
            WriteSampleRate(ref writer, SampleRate);
            writer.WriteBits((uint)ChannelConfiguration, 4);
            WriteSampleRate(ref writer, OutputSampleRate);
            WriteObjectType(ref writer, ObjectType);
        }
        else
        {
            WriteObjectType(ref writer, ObjectType);
            WriteSampleRate(ref writer, SampleRate);
            writer.WriteBits((uint)ChannelConfiguration, 4);
        }

        writer.WriteBit(ShortFrames);
        writer.WriteBits(0, 2);
        if (Extension == AacExtensionSignalling.Trailing)
        {
            WriteTrailing(ref writer);
        }

        return bytes[..writer.LengthBytes].ToArray();
    }

    // Specification: ISO/IEC 14496-3, table 1.19.
    internal static int ChannelsOf(int channelConfiguration) => channelConfiguration switch
    {
        >= 1 and <= 6 => channelConfiguration,
        7 or 12 or 14 => 8,
        11 => 7,
        13 => 24,
        _ => 0,
    };

    private static int ReadObjectType(ref BitReader reader)
    {
        var type = (int)reader.ReadBits(5);
        return type == 31 ? 32 + (int)reader.ReadBits(6) : type;
    }

    private static int ReadSampleRate(ref BitReader reader)
    {
        var index = reader.ReadBits(4);
        return index == AacSampleRates.Escape ? (int)reader.ReadBits(24) : AacSampleRates.Of(index);
    }

    private static (bool ShortFrames, int? Channels) ReadGeneralAudio(ref BitReader reader, int objectType, int channelConfiguration)
    {
        var shortFrames = reader.ReadBit();
        if (reader.ReadBit())
        {
            reader.SkipBits(14);
        }

        var extended = reader.ReadBit();
        int? channels = channelConfiguration == 0 ? CountProgramChannels(ref reader) : null;
        if (objectType is 6 or 20)
        {
            reader.SkipBits(3);
        }

        if (extended)
        {
            reader.SkipBits(objectType switch { 22 => 17, 17 or 19 or 20 or 23 => 4, _ => 1 });
        }

        return (shortFrames, channels);
    }

    // Specification: ISO/IEC 14496-3, 4.4.1.1.
    private static int CountProgramChannels(ref BitReader reader)
    {
        reader.SkipBits(10);
        var front = reader.ReadBits(4);
        var side = reader.ReadBits(4);
        var back = reader.ReadBits(4);
        var lowFrequency = reader.ReadBits(2);
        var associated = reader.ReadBits(3);
        var coupling = reader.ReadBits(4);
        for (var mixdown = 0; mixdown < 2; mixdown++)
        {
            if (reader.ReadBit())
            {
                reader.SkipBits(4);
            }
        }

        if (reader.ReadBit())
        {
            reader.SkipBits(3);
        }

        var channels = (int)lowFrequency;
        for (var element = 0u; element < front + side + back; element++)
        {
            channels += reader.ReadBit() ? 2 : 1;
            reader.SkipBits(4);
        }

        reader.SkipBits((lowFrequency * 4) + (associated * 4) + (coupling * 5));
        reader.AlignToByte();
        reader.SkipBits(reader.ReadBits(8) * 8L);
        return channels;
    }

    private static (int OutputRate, bool Ps)? ReadTrailing(ref BitReader reader)
    {
        if (reader.RemainingBits < 16 || reader.ReadBits(11) != 0x2B7 || ReadObjectType(ref reader) != Sbr || !reader.ReadBit())
        {
            return null;
        }

        var rate = ReadSampleRate(ref reader);
        var ps = reader.RemainingBits >= 12 && reader.ReadBits(11) == 0x548 && reader.ReadBit();
        return reader.Failed || rate == 0 ? null : (rate, ps);
    }

    private static void WriteObjectType(ref BitWriter writer, int type)
    {
        if (type >= 32)
        {
            writer.WriteBits(31, 5);
            writer.WriteBits((uint)type - 32, 6);
        }
        else
        {
            writer.WriteBits((uint)type, 5);
        }
    }

    private static void WriteSampleRate(ref BitWriter writer, int sampleRate)
    {
        var index = AacSampleRates.IndexOf(sampleRate);
        writer.WriteBits((uint)index, 4);
        if (index == AacSampleRates.Escape)
        {
            writer.WriteBits((uint)sampleRate, 24);
        }
    }

    private void WriteTrailing(ref BitWriter writer)
    {
        writer.WriteBits(0x2B7, 11);
        writer.WriteBits(Sbr, 5);
        writer.WriteBit(true);
        WriteSampleRate(ref writer, OutputSampleRate);
        if (ParametricStereo)
        {
            writer.WriteBits(0x548, 11);
            writer.WriteBit(true);
        }
    }
}
