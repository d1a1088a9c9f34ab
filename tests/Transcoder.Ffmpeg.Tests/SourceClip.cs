using System.Buffers;
using System.Diagnostics;
using Headwater.Formats.Nut;
using Headwater.Foundation;

namespace Headwater.Transcoder.Ffmpeg.Tests;

/// <summary>A moving test picture and a tone as a session would hand them on: samples in decode order, times since the Unix epoch.</summary>
internal sealed class SourceClip
{
    /// <summary>A second that is a multiple of no distance under test but one.</summary>
    public static readonly MediaTime Origin = new(1_795_365_601, 1);

    private SourceClip(EquatableList<TrackFormat> formats, IReadOnlyList<MediaSample> samples) => (Formats, Samples) = (formats, samples);

    public EquatableList<TrackFormat> Formats { get; }

    public IReadOnlyList<MediaSample> Samples { get; }

    public MediaTime Start => new MediaTime(Samples[0].DecodeTicks, Formats[Samples[0].Track].Timescale);

    public IReadOnlyList<long> VideoTimes => [.. Samples.Where(sample => Formats[sample.Track].Kind == TrackKind.Video).Select(sample => sample.PresentationTicks).Order()];

    public static async Task<SourceClip> MakeAsync(double seconds = 3, string video = "-c:v libx264 -preset ultrafast -tune zerolatency -g 30", bool audio = true, string size = "192x108", int rate = 30, double start = 0.4)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".nut");
        var sound = audio ? $"-f lavfi -i sine=440:r=48000:d={seconds}" : "";
        var arguments = $"-nostdin -loglevel error -f lavfi -i testsrc2=s={size}:r={rate}:d={seconds} {sound} {video} -enc_time_base:v 1:90000 {(audio ? "-c:a aac -b:a 96k" : "")} -output_ts_offset 10 -f nut {path}";
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return Read(bytes, new MediaTime(Origin.Rescale(90_000).Ticks + (long)(start * 90_000), 90_000));
    }

    /// <summary>Everything in a NUT file.</summary>
    public static IEnumerable<NutElement> Elements(byte[] file)
    {
        var reader = new NutReader();
        for (var position = 0; position < file.Length;)
        {
            var status = reader.Read(file.AsSpan(position), out var consumed, out var element);
            position += consumed;
            if (element is not null)
            {
                yield return element;
            }

            Assert.NotEqual(OperationStatus.InvalidData, status);
            if (status == OperationStatus.NeedMoreData)
            {
                yield break;
            }
        }
    }

    private static SourceClip Read(byte[] file, MediaTime start)
    {
        var elements = Elements(file).ToList();
        var streams = Assert.IsType<NutHeader>(elements[0]).Streams;
        var formats = streams.Select(Format).ToArray();
        var decode = streams.Select(stream => new SortedSet<long>()).ToArray();
        var samples = new List<MediaSample>();
        foreach (var frame in elements.OfType<NutFrame>().Where(frame => frame.Data.Length > 0))
        {
            var (stream, format) = (streams[frame.Stream], formats[frame.Stream]);
            var offset = start.Rescale(format.Timescale).Ticks - (10L * format.Timescale);
            var times = decode[frame.Stream];
            if (times.Count == 0)
            {
                for (var i = 1; i <= Math.Max(stream.DecodeDelay, format.Codec == Codec.H265 ? 2 : 0); i++)
                {
                    times.Add(frame.PresentationTicks - (i * format.Timescale / 30));
                }
            }

            times.Add(frame.PresentationTicks);
            var first = times.Min;
            times.Remove(first);
            samples.Add(new MediaSample
            {
                Track = frame.Stream,
                DecodeTicks = first + offset,
                PresentationTicks = frame.PresentationTicks + offset,
                RandomAccess = frame.Key,
                Payload = format.Kind == TrackKind.Audio ? frame.Data : AnnexB.ToLengthPrefixed(frame.Data.Span, format.Codec == Codec.H265),
            });
        }

        var ordered = samples.OrderBy(sample => (double)sample.DecodeTicks / formats[sample.Track].Timescale).ToList();
        return new SourceClip(EquatableList.Create<TrackFormat>(formats), ordered);
    }

    private static TrackFormat Format(NutStream stream)
    {
        Assert.Equal(1u, stream.TimeBase.Numerator);
        var h265 = stream.CodecTag == NutStream.Tag("HEVC"u8);
        return stream.Class == NutStreamClass.Audio
            ? new TrackFormat(TrackKind.Audio, Codec.Aac, stream.TimeBase.Denominator, stream.CodecData)
            : new TrackFormat(TrackKind.Video, h265 ? Codec.H265 : Codec.H264, stream.TimeBase.Denominator,
                h265 ? ConfigurationRecords.Hevc(stream.CodecData.Span) : ConfigurationRecords.Avc(stream.CodecData.Span));
    }
}
