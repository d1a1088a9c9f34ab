using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>Raw AAC frames, each given an ADTS header. Specification: ISO/IEC 14496-3, 1.A.2.2.1 and 1.6.2.1.</summary>
internal sealed class AdtsSamples : ElementaryStreamFormat
{
    private const int HeaderBytes = 7;
    private const int MaxFrameBytes = (1 << 13) - 1;

    private static readonly int[] SamplingRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    private readonly int _profile;
    private readonly int _rateIndex;
    private readonly int _channels;
    private readonly int _samplesPerFrame;

    private AdtsSamples(int profile, int rateIndex, int channels, int samplesPerFrame)
    {
        _profile = profile;
        _rateIndex = rateIndex;
        _channels = channels;
        _samplesPerFrame = samplesPerFrame;
    }

    public override (long Numerator, long Denominator)? FrameTicks => (_samplesPerFrame * 90_000L, SamplingRates[_rateIndex]);

    /// <summary>Reads an AudioSpecificConfig; null when it is malformed or ADTS cannot express it.</summary>
    public static AdtsSamples? FromConfiguration(ReadOnlySpan<byte> configuration)
    {
        var bits = new ConfigurationBits(configuration);
        var objectType = bits.ObjectType();
        var rateIndex = bits.RateIndex();
        var channels = bits.Take(4);
        if (objectType is 5 or 29)
        {
            // Spectral band replication: ADTS describes the core and leaves the rest implicit.
            bits.RateIndex();
            objectType = bits.ObjectType();
        }

        var samplesPerFrame = bits.Take(1) == 1 ? 960 : 1024;
        return objectType is >= 1 and <= 4 && rateIndex >= 0 && channels <= 7 && !bits.Short
            ? new AdtsSamples(objectType - 1, rateIndex, channels, samplesPerFrame)
            : null;
    }

    public override bool Accepts(MediaSample sample) => sample.Payload.Length is > 0 and <= MaxFrameBytes - HeaderBytes;

    public override void Append(IBufferWriter<byte> output, MediaSample sample)
    {
        var length = sample.Payload.Length + HeaderBytes;
        var header = output.GetSpan(HeaderBytes);
        header[0] = 0xFF;
        header[1] = 0xF1;
        header[2] = (byte)((_profile << 6) | (_rateIndex << 2) | (_channels >> 2));
        header[3] = (byte)((_channels << 6) | (length >> 11));
        header[4] = (byte)(length >> 3);
        header[5] = (byte)((length << 5) | 0x1F);
        header[6] = 0xFC;
        output.Advance(HeaderBytes);
        output.Write(sample.Payload.Span);
    }

    private ref struct ConfigurationBits(ReadOnlySpan<byte> source)
    {
        private readonly ReadOnlySpan<byte> _source = source;
        private int _at;

        public bool Short { get; private set; }

        public int Take(int count)
        {
            var value = 0;
            for (; count > 0; count--, _at++)
            {
                Short |= _at / 8 >= _source.Length;
                value = (value << 1) | (Short ? 0 : (_source[_at / 8] >> (7 - (_at % 8))) & 1);
            }

            return value;
        }

        public int ObjectType() => Take(5) is var type and not 31 ? type : 32 + Take(6);

        /// <summary>Index of the rate that ADTS knows, or -1.</summary>
        public int RateIndex() => Take(4) is var index and not 15 ? (index < SamplingRates.Length ? index : -1) : Array.IndexOf(SamplingRates, Take(24));
    }
}
