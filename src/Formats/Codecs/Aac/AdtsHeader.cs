using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>The header of an AAC frame in a transport stream.</summary>
/// <remarks>Specification: ISO/IEC 13818-7, 6.2; ISO/IEC 14496-3, 1.A.2.2.</remarks>
/// <param name="ObjectType">Audio object type, 1 to 4.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="ChannelConfiguration">As in <see cref="AudioSpecificConfig.ChannelConfiguration"/>, 0 to 7.</param>
/// <param name="HeaderLength">7, or 9 with a checksum.</param>
/// <param name="FrameLength">Bytes of header and frame together, at most 8,191.</param>
/// <param name="Blocks">Raw data blocks in the frame, 1 to 4; each holds 1,024 samples.</param>
public readonly record struct AdtsHeader(int ObjectType, int SampleRate, int ChannelConfiguration, int HeaderLength, int FrameLength, int Blocks)
{
    /// <summary>Length of a header without a checksum, which is what <see cref="Write"/> writes.</summary>
    public const int Length = 7;

    /// <summary>Longest frame that fits behind a header of <see cref="Length"/> bytes.</summary>
    public const int MaxPayloadLength = 8_191 - Length;

    /// <summary>Reads the header at the start of <paramref name="source"/>; consumes nothing and does not ask for the frame itself.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out AdtsHeader header)
    {
        header = default;
        if ((source.Length > 0 && source[0] != 0xFF) || (source.Length > 1 && (source[1] & 0xF6) != 0xF0))
        {
            return OperationStatus.InvalidData;
        }

        if (source.Length < Length)
        {
            return OperationStatus.NeedMoreData;
        }

        var reader = new BitReader(source[..Length]);
        reader.SkipBits(15);
        var headerLength = reader.ReadBit() ? 7 : 9;
        var objectType = (int)reader.ReadBits(2) + 1;
        var sampleRate = AacSampleRates.Of(reader.ReadBits(4));
        reader.SkipBits(1);
        var channels = (int)reader.ReadBits(3);
        reader.SkipBits(4);
        var frameLength = (int)reader.ReadBits(13);
        reader.SkipBits(11);
        var blocks = (int)reader.ReadBits(2) + 1;
        if (sampleRate == 0 || frameLength < headerLength)
        {
            return OperationStatus.InvalidData;
        }

        header = new(objectType, sampleRate, channels, headerLength, frameLength, blocks);
        return OperationStatus.Done;
    }

    /// <summary>The header of a frame of a stream with that config; false when ADTS cannot say it (other object types, rates without an index, channels in a program config element, too long).</summary>
    /// <param name="config">The stream's config.</param>
    /// <param name="payloadLength">Bytes of the raw frame.</param>
    /// <param name="header">The header.</param>
    public static bool TryCreate(AudioSpecificConfig config, int payloadLength, out AdtsHeader header)
    {
        header = new(config.ObjectType, config.SampleRate, config.ChannelConfiguration, Length, Length + payloadLength, 1);
        return config.ObjectType is >= 1 and <= 4
            && AacSampleRates.IndexOf(config.SampleRate) != AacSampleRates.Escape
            && config.ChannelConfiguration is >= 1 and <= 7
            && payloadLength is >= 0 and <= MaxPayloadLength;
    }

    /// <summary>The config of the stream; channels are 0 when a program config element in the frames tells them.</summary>
    public AudioSpecificConfig ToAudioSpecificConfig() => new()
    {
        ObjectType = ObjectType,
        SampleRate = SampleRate,
        OutputSampleRate = SampleRate,
        ChannelConfiguration = ChannelConfiguration,
        CoreChannels = AudioSpecificConfig.ChannelsOf(ChannelConfiguration),
    };

    /// <summary>Writes the header without a checksum, 7 bytes; <see cref="HeaderLength"/> must be 7.</summary>
    public void Write(Span<byte> destination)
    {
        var writer = new BitWriter(destination[..Length]);
        writer.WriteBits(0xFFF1, 16);
        writer.WriteBits((uint)ObjectType - 1, 2);
        writer.WriteBits((uint)AacSampleRates.IndexOf(SampleRate), 4);
        writer.WriteBits(0, 1);
        writer.WriteBits((uint)ChannelConfiguration, 3);
        writer.WriteBits(0, 4);
        writer.WriteBits((uint)FrameLength, 13);
        writer.WriteBits(0x7FF, 11);
        writer.WriteBits((uint)Blocks - 1, 2);
    }
}
