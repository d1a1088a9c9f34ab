using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>The start of an AC-3 or enhanced AC-3 sync frame.</summary>
/// <remarks>Specification: ATSC A/52:2018, 5.3.1, 5.3.2 and E.1.2.</remarks>
public readonly record struct Ac3SyncFrame
{
    private const int Ac3Length = 8;

    private static ReadOnlySpan<ushort> KilobitsPerSecond => [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640];

    private static ReadOnlySpan<byte> ChannelsByMode => [2, 1, 2, 3, 3, 4, 4, 5];

    /// <summary>Whether it is enhanced AC-3.</summary>
    public required bool Enhanced { get; init; }

    /// <summary>Bytes of the whole frame.</summary>
    public required int FrameLength { get; init; }

    /// <summary>Sampling rate in Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>fscod, 0 to 3; 3 is a halved rate in enhanced AC-3.</summary>
    public required byte SampleRateCode { get; init; }

    /// <summary>bsid.</summary>
    public required byte BitstreamId { get; init; }

    /// <summary>bsmod; 0 in enhanced AC-3, which does not tell it here.</summary>
    public required byte BitstreamMode { get; init; }

    /// <summary>acmod.</summary>
    public required byte AudioCodingMode { get; init; }

    /// <summary>lfeon.</summary>
    public required bool LowFrequencyEffects { get; init; }

    /// <summary>frmsizecod in AC-3; 0 in enhanced AC-3.</summary>
    public byte FrameSizeCode { get; init; }

    /// <summary>strmtyp in enhanced AC-3: 1 is a dependent substream.</summary>
    public byte StreamType { get; init; }

    /// <summary>Samples the frame decodes to: 1,536, or less in enhanced AC-3.</summary>
    public required int Samples { get; init; }

    /// <summary>Channels of the decoded sound, low frequency effects counted.</summary>
    public int Channels => ChannelsByMode[AudioCodingMode] + (LowFrequencyEffects ? 1 : 0);

    /// <summary>Rate in bits per second, from length and duration of this frame.</summary>
    public int BitsPerSecond => (int)((long)FrameLength * 8 * SampleRate / Samples);

    /// <summary>Reads the start of the sync frame at the start of <paramref name="source"/>; consumes nothing and does not ask for the whole frame.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out Ac3SyncFrame frame)
    {
        frame = default;
        if ((source.Length > 0 && source[0] != 0x0B) || (source.Length > 1 && source[1] != 0x77))
        {
            return OperationStatus.InvalidData;
        }

        if (source.Length < Ac3Length)
        {
            return OperationStatus.NeedMoreData;
        }

        var bitstreamId = source[5] >> 3;
        var read = bitstreamId switch
        {
            <= 10 => TryReadAc3(source, out frame),
            <= 16 => TryReadEnhanced(source, out frame),
            _ => false,
        };
        return read ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    /// <summary>The content of a <c>dac3</c> or <c>dec3</c> box for a stream of such frames: the form a track's configuration has.</summary>
    /// <remarks>Specification: ETSI TS 102 366, F.4 and F.6. One independent substream without dependent ones.</remarks>
    public byte[] ToConfiguration()
    {
        Span<byte> bytes = stackalloc byte[5];
        var writer = new BitWriter(bytes);
        if (Enhanced)
        {
            writer.WriteBits((uint)Math.Min(0x1FFF, BitsPerSecond / 1_000), 13);
            writer.WriteBits(0, 3);
            writer.WriteBits(SampleRateCode, 2);
            writer.WriteBits(BitstreamId, 5);
            writer.WriteBits(0, 2);
        }
        else
        {
            writer.WriteBits(SampleRateCode, 2);
            writer.WriteBits(BitstreamId, 5);
        }

        writer.WriteBits(BitstreamMode, 3);
        writer.WriteBits(AudioCodingMode, 3);
        writer.WriteBit(LowFrequencyEffects);
        writer.WriteBits(Enhanced ? 0u : (uint)FrameSizeCode >> 1, Enhanced ? 8 : 5);
        return bytes[..(Enhanced ? 5 : 3)].ToArray();
    }

    private static bool TryReadAc3(ReadOnlySpan<byte> source, out Ac3SyncFrame frame)
    {
        frame = default;
        var reader = new BitReader(source[4..]);
        var rateCode = (byte)reader.ReadBits(2);
        var sizeCode = (byte)reader.ReadBits(6);
        var id = (byte)reader.ReadBits(5);
        var mode = (byte)reader.ReadBits(3);
        var coding = (byte)reader.ReadBits(3);
        if (rateCode == 3 || sizeCode >= KilobitsPerSecond.Length * 2)
        {
            return false;
        }

        reader.SkipBits((coding & 1) != 0 && coding != 1 ? 2 : 0);
        reader.SkipBits((coding & 4) != 0 ? 2 : 0);
        reader.SkipBits(coding == 2 ? 2 : 0);
        var lowFrequency = reader.ReadBit();
        var kilobits = KilobitsPerSecond[sizeCode >> 1];
        // Specification: ATSC A/52, table 5.18. At 44.1 kHz frames alternate between two lengths.
        var words = rateCode switch
        {
            0 => kilobits * 2,
            1 => (kilobits * 96_000 / 44_100) + (sizeCode & 1),
            _ => kilobits * 3,
        };
        frame = new()
        {
            Enhanced = false,
            FrameLength = words * 2,
            // Rates are halved and quartered in the bitstreams 9 and 10.
            SampleRate = BaseRate(rateCode) >> Math.Max(0, id - 8),
            SampleRateCode = rateCode,
            BitstreamId = id,
            BitstreamMode = mode,
            AudioCodingMode = coding,
            LowFrequencyEffects = lowFrequency,
            FrameSizeCode = sizeCode,
            Samples = 1_536,
        };
        return true;
    }

    private static bool TryReadEnhanced(ReadOnlySpan<byte> source, out Ac3SyncFrame frame)
    {
        frame = default;
        var reader = new BitReader(source[2..]);
        var type = (byte)reader.ReadBits(2);
        reader.SkipBits(3);
        var length = ((int)reader.ReadBits(11) + 1) * 2;
        var rateCode = (byte)reader.ReadBits(2);
        var second = reader.ReadBits(2);
        if (type == 3 || length < Ac3Length || (rateCode == 3 && second == 3))
        {
            return false;
        }

        var blocks = rateCode == 3 ? 6 : second switch { 0 => 1, 1 => 2, 2 => 3, _ => 6 };
        var coding = (byte)reader.ReadBits(3);
        var lowFrequency = reader.ReadBit();
        var id = (byte)reader.ReadBits(5);
        frame = new()
        {
            Enhanced = true,
            FrameLength = length,
            SampleRate = rateCode == 3 ? BaseRate((byte)second) / 2 : BaseRate(rateCode),
            SampleRateCode = rateCode,
            BitstreamId = id,
            BitstreamMode = 0,
            AudioCodingMode = coding,
            LowFrequencyEffects = lowFrequency,
            StreamType = type,
            Samples = 256 * blocks,
        };
        return true;
    }

    /// <summary>The rate of a bit_rate_code in bits per second; 0 for reserved ones.</summary>
    internal static int RateOf(uint code) => code < KilobitsPerSecond.Length ? KilobitsPerSecond[(int)code] * 1_000 : 0;

    internal static int BaseRate(uint code) => code switch { 0 => 48_000, 1 => 44_100, 2 => 32_000, _ => 0 };

    internal static int ChannelsOf(uint audioCodingMode, bool lowFrequencyEffects) => ChannelsByMode[(int)audioCodingMode & 7] + (lowFrequencyEffects ? 1 : 0);
}
