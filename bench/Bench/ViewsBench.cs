using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views;
using Headwater.Views.Dash;
using Headwater.Views.Hls;
using Headwater.Views.Segmentation;
using Headwater.Views.Ts;

namespace Headwater.Bench;

/// <summary>How fast a core packages: one minute of real 720p media in a log, rendered again and again; beside it ffmpeg copying the same media into the same container.</summary>
internal static class ViewsBench
{
    private const int MediaSeconds = 60;
    private const int Runs = 5;

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("headwater-bench-").FullName;
        var source = await Sample.MakeAsync(directory, 1280, 720, 3_000_000, MediaSeconds);
        var fragmented = Path.Combine(directory, "source.mp4");
        await Sample.RunAsync("ffmpeg", ["-v", "error", "-y", "-i", source, "-c", "copy", "-frag_duration", "500000", "-movflags", "+frag_keyframe+empty_moov+default_base_moof", fragmented]);
        await using var log = await LogOf(fragmented);
        var options = new ViewOptions { Grid = new SegmentGrid(TimeSpan.FromSeconds(2)), PartDuration = TimeSpan.FromMilliseconds(500) };
        var snapshot = log.Snapshot;
        var (video, audio) = (snapshot.Tracks[0], snapshot.Tracks[1]);
        var bytes = video.Fragments.Concat(audio.Fragments).Sum(fragment => (long)fragment.Location.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes / 1e6:0.0} MB in {video.Fragments.Count + audio.Fragments.Count} fragments"));
        var body = new ArrayBufferWriter<byte>(4 << 20);

        var buffer = new byte[4 << 20];
        var loaded = await LoadAsync(log, video, audio);
        Report("HLS, TS segments", bytes, video.Fragments.Count + audio.Fragments.Count, () => RenderTs(video, audio, options.Grid, loaded, body), await PeerAsync(source, directory, "mpegts", "ts"));
        Report("CMAF segments (log to buffer)", bytes, video.Fragments.Count + audio.Fragments.Count, () => ReadAll(log, buffer, video, audio), await PeerAsync(source, directory, "mp4", "mp4"));
        var low = new HlsView(options, fragmented: true);
        Rate("LL-HLS playlist", () => low.TryRenderMedia(snapshot, "video", skip: false, body), body);
        var whole = new HlsView(options with { PartDuration = null }, fragmented: false);
        Rate("HLS TS playlist", () => whole.TryRenderMedia(snapshot, "video", skip: false, body), body);
        var dash = new DashView(options, TimeSpan.Zero);
        Rate("DASH MPD", () => dash.TryRender(snapshot, body), body);
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<MediaLog> LogOf(string path)
    {
        var file = await File.ReadAllBytesAsync(path);
        if (CmafHeaderReader.Read(file, out var tracks, out var offset) != OperationStatus.Done)
        {
            throw new IOException("the sample's header cannot be read");
        }

        var log = await MediaLog.OpenAsync(new MemoryLogStorage(), new MediaLogOptions { RetentionPromise = TimeSpan.FromHours(1) }, TimeProvider.System);
        foreach (var track in tracks)
        {
            var name = track.Format!.Kind == TrackKind.Video ? "video" : "audio";
            var description = new Live.Fragments.RenditionDescription(name, 3_000_000, "und", TimeSpan.FromSeconds(1));
            await log.AppendAsync(description.ToTrackConfig((int)track.TrackId, track.Format with { Timescale = track.Timescale })!, default);
        }

        while (offset < file.Length)
        {
            foreach (var track in tracks)
            {
                if (CmafChunkReader.Read(file.AsSpan(offset), out var chunk, track.TrackId, track.Defaults) != OperationStatus.Done)
                {
                    return log;
                }

                if (chunk.SampleCount > 0)
                {
                    await log.AppendAsync(Rewrite(file.AsMemory(offset), chunk, track), default);
                }
            }

            CmafChunkReader.Read(file.AsSpan(offset), out var read);
            offset += read.LengthBytes;
        }

        return log;
    }

    // ffmpeg puts both tracks into one movie fragment; the log wants each alone.
    private static Fragment Rewrite(ReadOnlyMemory<byte> source, CmafChunkReader chunk, Mp4Track track)
    {
        var samples = new List<MediaSample>();
        foreach (var sample in chunk)
        {
            samples.Add(new MediaSample { Track = 0, DecodeTicks = sample.DecodeTicks, PresentationTicks = sample.PresentationTicks, RandomAccess = sample.RandomAccess, Payload = source.Slice(sample.Offset, sample.Length) });
        }

        var payload = new ArrayBufferWriter<byte>();
        CmafChunk.Write(payload, chunk.SequenceNumber, (int)track.TrackId, track.Format!.Kind, samples, chunk.DecodeTicks + chunk.DurationTicks);
        return new Fragment
        {
            Track = (int)track.TrackId,
            DecodeTicks = chunk.DecodeTicks,
            PresentationTicks = chunk.PresentationTicks,
            DurationTicks = chunk.DurationTicks,
            RandomAccess = chunk.RandomAccess,
            Payload = payload.WrittenMemory,
        };
    }

    private static async Task<Dictionary<long, ReadOnlyMemory<byte>>> LoadAsync(MediaLog log, params TrackSnapshot[] tracks)
    {
        var loaded = new Dictionary<long, ReadOnlyMemory<byte>>();
        foreach (var fragment in tracks.SelectMany(track => track.Fragments))
        {
            var payload = new byte[fragment.Location.Length];
            await log.ReadAsync(fragment.Location, payload, default);
            loaded.Add(fragment.Sequence, payload);
        }

        return loaded;
    }

    private static void RenderTs(TrackSnapshot video, TrackSnapshot audio, SegmentGrid grid, Dictionary<long, ReadOnlyMemory<byte>> loaded, ArrayBufferWriter<byte> body)
    {
        foreach (var segment in Segmenter.Segments(video, grid, 0, ended: true))
        {
            var muxed = MuxedSegment.Pair(video, audio, segment, grid, ended: true);
            body.ResetWrittenCount();
            TsView.TryRender(
                muxed, video, [.. Payloads(video, segment.FirstFragment, segment.FragmentCount, loaded)],
                audio, [.. Payloads(audio, muxed.FirstAudioFragment, muxed.AudioFragmentCount, loaded)], body);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Payloads(TrackSnapshot track, int first, int count, Dictionary<long, ReadOnlyMemory<byte>> loaded) =>
        Enumerable.Range(first, count).Select(index => loaded[track.Fragments[index].Sequence]);

    private static void ReadAll(MediaLog log, byte[] buffer, params TrackSnapshot[] tracks)
    {
        foreach (var fragment in tracks.SelectMany(track => track.Fragments))
        {
            var read = log.ReadAsync(fragment.Location, buffer.AsMemory(0, fragment.Location.Length), default);
            _ = read.IsCompleted ? read.Result : read.AsTask().GetAwaiter().GetResult();
        }
    }

    private static async Task<double> PeerAsync(string source, string directory, string format, string extension)
    {
        var seconds = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var output = await Sample.RunAsync("bash", ["-c", $"TIMEFORMAT='%U %S'; {{ time ffmpeg -v error -y -i '{source}' -c copy -f {format} '{directory}/peer.{extension}' ; }} 2>&1"]);
            seconds.Add(output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).TakeLast(2).Sum(text => double.Parse(text, CultureInfo.InvariantCulture)));
        }

        return Sample.Median(seconds);
    }

    private static void Report(string name, long bytes, int fragments, Action render, double peerSeconds)
    {
        render();
        var seconds = new List<double>();
        long allocated = 0;
        for (var run = 0; run < Runs; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            render();
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var median = Sample.Median(seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {bytes / 1e6 / median:0} MB/s on one core, {allocated / fragments} B allocated per fragment; ffmpeg -c copy {bytes / 1e6 / peerSeconds:0} MB per CPU second (process start included), ratio {peerSeconds / median:0.0}"));
    }

    private static void Rate(string name, Func<bool> render, ArrayBufferWriter<byte> body)
    {
        const int Times = 500;
        for (var warm = 0; warm < 50; warm++)
        {
            body.ResetWrittenCount();
            render();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        for (var time = 0; time < Times; time++)
        {
            body.ResetWrittenCount();
            render();
        }

        var microseconds = Stopwatch.GetElapsedTime(began).TotalMicroseconds / Times;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {microseconds:0} µs, {(GC.GetAllocatedBytesForCurrentThread() - before) / Times / 1024.0:0.0} KiB allocated a rendering, {body.WrittenCount} bytes"));
    }
}
