namespace Headwater.Formats.Codecs;

/// <summary>What an Opus packet says of itself.</summary>
public static class OpusPacket
{
    private const int MaxSamples = 5_760;

    /// <summary>How many samples at 48 kHz a packet decodes to, 120 to 5,760; false when the bytes are none.</summary>
    /// <remarks>Specification: RFC 6716, 3.1 and 3.2.</remarks>
    public static bool TryReadSamples(ReadOnlySpan<byte> packet, out int samples)
    {
        samples = 0;
        if (packet.IsEmpty)
        {
            return false;
        }

        var configuration = packet[0] >> 3;
        var frame = configuration switch
        {
            < 12 => (configuration & 3) switch { 0 => 480, 1 => 960, 2 => 1_920, _ => 2_880 },
            < 16 => (configuration & 1) == 0 ? 480 : 960,
            _ => 120 << (configuration & 3),
        };
        var frames = (packet[0] & 3) switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => packet.Length > 1 ? packet[1] & 0x3F : 0,
        };
        samples = frame * frames;
        return samples is > 0 and <= MaxSamples;
    }
}
