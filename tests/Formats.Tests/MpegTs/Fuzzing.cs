using System.Diagnostics;

namespace Headwater.Formats.Tests.MpegTs;

/// <summary>Mutates a corpus for a bounded time, from a fixed seed, so that a failure comes again.</summary>
internal static class Fuzzing
{
    public static void Mutate(IReadOnlyList<byte[]> corpus, TimeSpan time, Action<byte[]> target)
    {
        var random = new Random(20261122);
        foreach (var seed in corpus)
        {
            target(seed);
        }

        var watch = Stopwatch.StartNew();
        for (var runs = 0; watch.Elapsed < time || runs < corpus.Count; runs++)
        {
            var bytes = Mutated(corpus[runs % corpus.Count], corpus, random);
            try
            {
                target(bytes);
            }
            catch (Exception failure)
            {
                Assert.Fail($"{failure.GetType().Name} after {runs} mutations on {Convert.ToHexString(bytes)}: {failure.Message}");
            }
        }
    }

    private static byte[] Mutated(byte[] seed, IReadOnlyList<byte[]> corpus, Random random)
    {
        var bytes = (byte[])seed.Clone();
        for (var changes = random.Next(1, 8); changes > 0 && bytes.Length > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)0xFF;
                    break;
                case 3:
                    bytes = bytes[..at];
                    break;
                case 4:
                    bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
                    break;
                default:
                    var other = corpus[random.Next(corpus.Count)];
                    bytes = [.. bytes[..at], .. other[random.Next(other.Length)..]];
                    break;
            }
        }

        return bytes;
    }
}
