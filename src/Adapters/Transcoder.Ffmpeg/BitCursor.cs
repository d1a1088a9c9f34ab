namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Reads bits, most significant first; reads zeros past the end.</summary>
internal ref struct BitCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public int Read(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++, _position++)
        {
            var index = _position >> 3;
            value = (value << 1) | (index < _bytes.Length ? (_bytes[index] >> (7 - (_position & 7))) & 1 : 0);
        }

        return value;
    }

    public void Skip(int count) => _position += count;

    /// <summary>Specification: ITU-T H.264, 9.1, ue(v).</summary>
    public int ReadExpGolomb()
    {
        var zeros = 0;
        while (zeros < 31 && Read(1) == 0)
        {
            zeros++;
        }

        return (1 << zeros) - 1 + Read(zeros);
    }
}
