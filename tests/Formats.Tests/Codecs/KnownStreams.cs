namespace Headwater.Formats.Tests.Codecs;

/// <summary>Configurations that encoders wrote, with what a decoder says of them; cases for readers, writers and fuzzing alike.</summary>
internal static class KnownStreams
{
    public const string AvcBaseline = "0142c00dffe1001d6742c00dd901419f9fff0003000410000003001000000303c0f142a48001000568cb83cb20";
    public const string AvcMainCropped = "014d4028ffe1001c674d4028eca03c0113f2ffe000600082000007d20001d4c01e30632c01000568ebe3cb20";
    public const string AvcHigh = "0164000bffe100216764000bacd102cde224ffc0050006da808080a0000003002000000641e285224001000668ebe3cb22c0fdf8f800";
    public const string AvcInterlaced = "0164001effe100236764001eacd940b424d8208000000300800000193130007a12000f425261807c50a65801000668fba3cb22c0fdf8f800";
    public const string AvcHigh422 = "017a001fffe1001f677a001fb6cd940a02ff89ffc0014001c4000003000400000301903c60c65801000668ebe3cb22c0fefafa00";
    public const string AvcHigh444 = "01f4000affe1001d67f4000a919b28a4f1f1fff803200318800000030080000018078912cb01000668ebe3c44844fff8f800";
    public const string AvcScaling = "0164000affe100186764000aacb2041b60220000030002000003003c1e244c9001000768ebc3cb3002c0fdf8f800";

    public const string HevcVps = "40010c01ffff016000000300900000030000030078959809";
    public const string HevcMain = "420101016000000300900000030000030078a003c08010e596566924cafff00030004680800001f480003a9804";
    public const string HevcMain10 = "42010102200000030090000003000003001ea0152061c9236592a4932bc09a848804820000030002000003003210";
    public const string Hevc422 = "42010104080000 03009d0800000300005ab005020169365959649395ffe00060008d01000003000100000300326014986e000f424001e84880";
    public const string HevcPps = "4401c172b46240";

    public const string Av1Main = "81000c000a0a00000003b50d936be401";
    public const string Av1Hdr = "81004c000a0e000000043cfecc02f85091009040";
    public const string Av1High444 = "812000000a0a20000003b4fd936be448";

    public const string OpusStereo = "0102380180bb0000000000";
    public const string OpusSurround = "0106380180bb0000000001040200010302" + "0405";

    public const string Ac3Surround = "103de0";
    public const string Eac3Surround = "0c00200f00";

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Hevc(string sps)
    {
        Assert.True(Formats.Codecs.HevcDecoderConfiguration.TryCreate([Bytes(HevcVps)], [Bytes(sps)], [Bytes(HevcPps)], out var record));
        return record.ToArray();
    }
}
