using System.Buffers;
using System.Diagnostics;
using CsCheck;
using Headwater.Formats.Amf;
using Headwater.Formats.Rtmp;

namespace Headwater.Formats.Tests.Rtmp;

public sealed class RtmpFuzzTests
{
    private static readonly byte[][] Seeds = [.. Directory.GetFiles(CorpusFolder(), "*.bin").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>Set HEADWATER_UPDATE_CORPUS to write the files anew.</summary>
    [Fact]
    public void Corpus_IsWhatTheTestClientBuilds()
    {
        foreach (var (name, bytes) in RtmpSeeds.All())
        {
            var path = Path.Combine(CorpusFolder(), $"{name}.bin");
            if (Environment.GetEnvironmentVariable("HEADWATER_UPDATE_CORPUS") is not null)
            {
                File.WriteAllBytes(path, bytes);
            }

            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(File.ReadAllBytes(path)));
        }

        Assert.Equal(RtmpSeeds.All().Count(), Directory.GetFiles(CorpusFolder(), "*.bin").Length);
    }

    [Fact]
    public void Session_SplitAnywhere_IsTheSame()
    {
        foreach (var seed in Seeds)
        {
            var whole = RtmpTranscript.Of(seed).Text;

            Assert.Equal(whole, RtmpTranscript.Of(seed, pieces: [1]).Text);
            for (var cut = 1; cut < seed.Length; cut += cut is > 10 and < 3060 ? 97 : 1)
            {
                Assert.Equal(whole, RtmpTranscript.Of(seed, pieces: [cut, seed.Length]).Text);
            }
        }
    }

    /// <summary>Damaged sessions, cut into damaged pieces: no exception, the same result as in one piece, and bounded memory.</summary>
    [Fact]
    public void Session_Damaged_NeverThrowsAndNeverDependsOnTheSplit()
    {
        // The handshake is long and simple: three of four places are behind it.
        var edit = Gen.Select(Gen.Bool, Gen.Int[0, 4000], Gen.Byte, Gen.Int[0, 3]);
        var started = Stopwatch.GetTimestamp();
        Gen.Select(Gen.Int[0, Seeds.Length - 1], edit.List[0, 6], Gen.Int[1, 400].Array[1, 8]).Sample(
            (index, edits, pieces) =>
            {
                if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(3))
                {
                    return;
                }

                var damaged = Damage(Seeds[index], edits);
                var whole = RtmpTranscript.Of(damaged);
                var split = RtmpTranscript.Of(damaged, pieces: pieces);
                Assert.Equal(whole.Text, split.Text);
                Assert.InRange(whole.Reply.Length, 0, 3073 + (20 * damaged.Length));
            },
            iter: 6000,
            threads: 1);
    }

    [Fact]
    public void AnyBytes_BehindAHandshake_NeverThrow() =>
        Gen.Byte.Array[0, 300].Sample(
            static bytes => RtmpTranscript.Of([.. Seeds[0].AsSpan(0, 3073), .. bytes]).Status is OperationStatus.NeedMoreData or OperationStatus.InvalidData,
            iter: 2000,
            threads: 1);

    [Fact]
    public void AnyBytes_AsACommand_NeverThrow() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Bool).Sample(
            static (bytes, version3) => CommandMessage.Read([2, 0, 1, 65, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. bytes], version3, new AmfLimits(), out var command) is OperationStatus.Done == command is not null,
            iter: 3000,
            threads: 1);

    private static byte[] Damage(byte[] seed, List<(bool Anywhere, int Place, byte Value, int Kind)> edits)
    {
        var bytes = seed.ToList();
        foreach (var (anywhere, place, value, kind) in edits)
        {
            var from = anywhere && kind == 0 ? 0 : Math.Min(3073, bytes.Count - 1);
            var index = from + (place % Math.Max(1, bytes.Count - from));
            switch (kind)
            {
                case 0:
                    bytes[index] = value;
                    break;
                case 1:
                    bytes[index] ^= (byte)(1 << (value & 7));
                    break;
                case 2:
                    bytes.Insert(index, value);
                    break;
                default:
                    bytes.RemoveRange(index, Math.Min(value & 15, bytes.Count - index - 1));
                    break;
            }
        }

        return [.. bytes];
    }

    private static string CorpusFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Headwater.slnx")))
        {
            folder = folder.Parent!;
        }

        return Directory.CreateDirectory(Path.Combine(folder.FullName, "tests", "Formats.Tests", "Rtmp", "corpus")).FullName;
    }
}
