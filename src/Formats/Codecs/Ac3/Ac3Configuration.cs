using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>The content of a <c>dac3</c> or <c>dec3</c> box: the configuration of an AC-3 or enhanced AC-3 track.</summary>
/// <remarks>Specification: ETSI TS 102 366, F.4 and F.6. Of enhanced AC-3 the first independent substream is read.</remarks>
/// <param name="SampleRate">Hz; 0 when the code is one of the halved rates, which only the frames tell.</param>
/// <param name="Channels">Channels of the decoded sound, low frequency effects counted.</param>
/// <param name="BitsPerSecond">Nominal rate in bits per second; 0 when not told.</param>
public readonly record struct Ac3Configuration(int SampleRate, int Channels, int BitsPerSecond)
{
    /// <summary>Reads the content of a <c>dac3</c> box; false when the bytes are none.</summary>
    public static bool TryReadAc3(ReadOnlySpan<byte> source, out Ac3Configuration result)
    {
        var reader = new BitReader(source);
        var rate = Ac3SyncFrame.BaseRate(reader.ReadBits(2));
        reader.SkipBits(8);
        var mode = reader.ReadBits(3);
        var lowFrequency = reader.ReadBit();
        result = new(rate, Ac3SyncFrame.ChannelsOf(mode, lowFrequency), Ac3SyncFrame.RateOf(reader.ReadBits(5)));
        return !reader.Failed && rate != 0;
    }

    /// <summary>Reads the content of a <c>dec3</c> box; false when the bytes are none.</summary>
    public static bool TryReadEnhanced(ReadOnlySpan<byte> source, out Ac3Configuration result)
    {
        var reader = new BitReader(source);
        var kilobits = (int)reader.ReadBits(13);
        reader.SkipBits(3);
        var rate = Ac3SyncFrame.BaseRate(reader.ReadBits(2));
        reader.SkipBits(10);
        var mode = reader.ReadBits(3);
        var lowFrequency = reader.ReadBit();
        result = new(rate, Ac3SyncFrame.ChannelsOf(mode, lowFrequency), kilobits * 1_000);
        reader.SkipBits(7);
        return !reader.Failed;
    }
}
