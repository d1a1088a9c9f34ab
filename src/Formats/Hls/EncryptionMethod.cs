namespace Headwater.Formats.Hls;

/// <summary>The METHOD of an EXT-X-KEY.</summary>
public enum EncryptionMethod : byte
{
    /// <summary>AES-128: whole segments, CBC with PKCS#7 padding.</summary>
    Aes128 = 1,

    /// <summary>SAMPLE-AES: samples (cbcs in fragmented MP4).</summary>
    SampleAes = 2,

    /// <summary>SAMPLE-AES-CTR: samples (cenc in fragmented MP4).</summary>
    SampleAesCtr = 3,
}
