using System.Buffers.Binary;

namespace Headwater.Formats.MpegTs;

/// <summary>One transport packet, borrowed. Specification: ISO/IEC 13818-1, 2.4.3.2 and 2.4.3.4.</summary>
internal ref struct TsPacket
{
    public const int Bytes = 188;
    public const byte SyncByte = 0x47;

    public bool TransportError { get; private init; }

    public bool PayloadStart { get; private init; }

    public int Pid { get; private init; }

    public bool Scrambled { get; private init; }

    public bool HasPayload { get; private init; }

    public int Counter { get; private init; }

    public bool Discontinuity { get; private set; }

    public bool RandomAccess { get; private set; }

    /// <summary>The clock in ticks of 1/27000000 s, or null.</summary>
    public long? Clock { get; private set; }

    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Reads 188 bytes that start with the sync byte; false when the adaptation field does not fit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out TsPacket packet)
    {
        packet = new TsPacket
        {
            TransportError = (source[1] & 0x80) != 0,
            PayloadStart = (source[1] & 0x40) != 0,
            Pid = BinaryPrimitives.ReadUInt16BigEndian(source[1..]) & 0x1FFF,
            Scrambled = (source[3] & 0xC0) != 0,
            HasPayload = (source[3] & 0x10) != 0,
            Counter = source[3] & 15,
        };
        var rest = source[4..];
        if ((source[3] & 0x20) != 0)
        {
            var length = rest[0];
            if (length > (packet.HasPayload ? 182 : 183))
            {
                return false;
            }

            packet.ReadField(rest.Slice(1, length));
            rest = rest[(1 + length)..];
        }

        packet.Payload = packet.HasPayload ? rest : default;
        return true;
    }

    private void ReadField(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
        {
            return;
        }

        Discontinuity = (field[0] & 0x80) != 0;
        RandomAccess = (field[0] & 0x40) != 0;
        if ((field[0] & 0x10) != 0 && field.Length >= 7)
        {
            var ticks = ((long)BinaryPrimitives.ReadUInt32BigEndian(field[1..]) << 1) | (long)(field[5] >> 7);
            Clock = (ticks * 300) + (((field[5] & 1) << 8) | field[6]);
        }
    }
}
