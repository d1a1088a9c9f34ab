using Headwater.Foundation;
using Headwater.Live.Transcoding;
using Headwater.Plans;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headwater.Transcoder.Ffmpeg.Tests;

/// <summary>What an encoder made of a clip.</summary>
internal sealed class Encoding
{
    private readonly Dictionary<int, OutputFormat> _formats = [];
    private readonly Dictionary<int, List<MediaSample>> _samples = [];

    public TranscoderExit Exit { get; private set; } = null!;

    public IReadOnlyDictionary<int, OutputFormat> Formats => _formats;

    public static FfmpegTranscoder Transcoder(FfmpegOptions? options = null) => new(options ?? new FfmpegOptions(), NullLogger<FfmpegTranscoder>.Instance);

    public static TranscodeJob Job(SourceClip clip, LadderPlan ladder) =>
        new() { Name = "test", Sources = clip.Formats, Ladder = ladder, Start = clip.Start };

    public static async Task<Encoding> RunAsync(TranscodeJob job, IEnumerable<MediaSample> samples)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var encoding = new Encoding();
        await using var session = await Transcoder().StartAsync(job, deadline.Token);
        var reading = encoding.ReadAsync(session, deadline.Token);
        foreach (var sample in samples)
        {
            await session.WriteAsync(sample, deadline.Token);
        }

        await session.CompleteAsync(deadline.Token);
        await reading;
        encoding.Exit = await session.Completion.WaitAsync(deadline.Token);
        return encoding;
    }

    public IReadOnlyList<MediaSample> Samples(int output) => _samples.GetValueOrDefault(output) ?? [];

    public IEnumerable<long> Keys(int output) => Samples(output).Where(sample => sample.RandomAccess).Select(sample => sample.PresentationTicks);

    public void Add(TranscoderOutput output)
    {
        switch (output)
        {
            case OutputFormat format:
                Assert.True(_formats.TryAdd(format.Output, format));
                _samples[format.Output] = [];
                break;
            case OutputSample sample:
                _samples[sample.Output].Add(sample.Sample);
                break;
            default:
                Assert.Fail("an output of no known kind");
                break;
        }
    }

    private async Task ReadAsync(ITranscodeSession session, CancellationToken cancellationToken)
    {
        await foreach (var output in session.ReadAsync(cancellationToken))
        {
            Add(output);
        }
    }
}
