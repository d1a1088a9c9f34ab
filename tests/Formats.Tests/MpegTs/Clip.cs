using System.Diagnostics;
using Headwater.Formats.MpegTs;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.MpegTs;

/// <summary>Pictures and sound made by ffmpeg, as the samples of a programme.</summary>
internal sealed class Clip
{
    public required TsProgram Program { get; init; }

    /// <summary>In order of decode time; ticks of 1/90000 s.</summary>
    public required List<MediaSample> Samples { get; init; }

    /// <summary>The transport stream that ffmpeg made.</summary>
    public required string SourcePath { get; init; }

    public static Clip Make(string folder, string arguments)
    {
        var path = Path.Combine(folder, "source.ts");
        var (code, errors, _) = Run("ffmpeg", $"-v error -y {arguments} -f mpegts {path}");
        Assert.True(code == 0, errors);
        return FromTransportStream(path);
    }

    public static (int Code, string Errors, string Output) Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors.GetAwaiter().GetResult(), output);
    }

    /// <summary>The samples from each random access point of the pictures to the next; of sound alone every second.</summary>
    public List<MediaSample[]> Segments()
    {
        var video = Program.Tracks.Any(track => track.IsVideo);
        var segments = new List<List<MediaSample>>();
        foreach (var sample in Samples)
        {
            var starts = video
                ? Program.Tracks[sample.Track].IsVideo && sample.RandomAccess
                : segments.Count == 0 || sample.DecodeTicks - segments[^1][0].DecodeTicks >= 90_000;
            if (starts || segments.Count == 0)
            {
                segments.Add([]);
            }

            segments[^1].Add(sample);
        }

        return [.. segments.Select(segment => segment.ToArray())];
    }

    private static Clip FromTransportStream(string path)
    {
        var events = TsReading.ReadAll(File.ReadAllBytes(path));
        var map = events.OfType<TsProgramChanged>().First();
        var tracks = new List<TsTrack>();
        var samples = new List<MediaSample>();
        foreach (var stream in map.Streams)
        {
            var packets = events.OfType<TsPesPacket>().Where(packet => packet.Pid == stream.Pid).ToList();
            tracks.Add(TrackOf(stream, packets[0])!);
            samples.AddRange(packets.SelectMany(packet => SamplesOf(stream, packet, tracks.Count - 1)));
        }

        return new Clip { Program = new TsProgram(tracks), Samples = [.. samples.OrderBy(sample => sample.DecodeTicks)], SourcePath = path };
    }

    private static TsTrack? TrackOf(TsStream stream, TsPesPacket first) => stream.Codec switch
    {
        Codec.H264 => TsTrack.ForFormat(ElementaryStreams.AvcFormat(first.Payload)),
        Codec.H265 => TsTrack.ForFormat(ElementaryStreams.HevcFormat(first.Payload)),
        Codec.Aac => TsTrack.ForFormat(ElementaryStreams.AacFormat(first.Payload.Span), "eng"),
        _ => TsTrack.ForFormat(new TrackFormat(TrackKind.Audio, stream.Codec, 90_000, default)),
    };

    private static IEnumerable<MediaSample> SamplesOf(TsStream stream, TsPesPacket packet, int track)
    {
        if (stream.Codec == Codec.Aac)
        {
            return ElementaryStreams.SplitAdts(packet.Payload).Select((frame, i) =>
                Sample(track, packet.DecodeTicks!.Value + (i * 1024 * 90_000 / 48_000), null, true, frame));
        }

        var pictures = stream.Codec is Codec.H264 or Codec.H265;
        return [Sample(track, packet.DecodeTicks!.Value, packet.PresentationTicks, !pictures || packet.RandomAccess, pictures ? ElementaryStreams.ToSample(packet.Payload, stream.Codec == Codec.H265) : packet.Payload)];
    }

    private static MediaSample Sample(int track, long decode, long? presentation, bool randomAccess, ReadOnlyMemory<byte> payload) =>
        new() { Track = track, DecodeTicks = decode, PresentationTicks = presentation ?? decode, RandomAccess = randomAccess, Payload = payload };
}
