using System.Globalization;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>The command line of an encoder, as a function of what it is to do.</summary>
internal static class FfmpegCommand
{
    /// <summary>The arguments after the program's name.</summary>
    /// <param name="layout">The job.</param>
    /// <param name="ladder">The renditions.</param>
    /// <param name="preset">The preset of software encoders.</param>
    /// <param name="device">The render node of a hardware encoder that needs one, such as <c>/dev/dri/renderD128</c>.</param>
    public static IReadOnlyList<string> Build(FfmpegLayout layout, LadderPlan ladder, EncoderPreset preset, string? device)
    {
        List<string> arguments = ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning", .. Device(ladder.Encoder, device)];

        // Frame threads would hold back as many pictures as there are threads.
        arguments.AddRange(["-thread_type", "slice", "-probesize", "32768", "-analyzeduration", "0", "-copyts", "-f", "nut", "-i", "unix:" + layout.InputPath]);
        foreach (var output in layout.Outputs)
        {
            arguments.AddRange(output.Video is { } video ? Video(video, layout.Clock, ladder, preset) : Audio(output.Audio!));
            arguments.AddRange([
                "-avoid_negative_ts", "disabled", "-flush_packets", "1", "-strict", "experimental",
                "-f", "nut", "-syncpoints", "none", "-write_index", "0", "unix:" + output.Path]);
        }

        return arguments;
    }

    private static IEnumerable<string> Video(VideoOutput output, SessionClock clock, LadderPlan ladder, EncoderPreset preset) =>
    [
        "-map", "0:v:0",
        "-vf", VideoFilter(output, clock, ladder.Encoder),
        "-vsync", "passthrough",
        "-enc_time_base", "1:90000",
        "-force_key_frames", output.KeyFrameExpression(clock, ladder.GopDuration),
        .. EncoderArguments.For(output.Rendition, ladder, preset),
    ];

    private static string VideoFilter(VideoOutput output, SessionClock clock, EncoderKind encoder)
    {
        var plan = output.Rendition;
        var filters = new List<string>();
        if (plan.FrameRate is { } rate)
        {
            var start = (decimal)VideoOutput.FirstFrame(clock, rate) * rate.Denominator / rate.Numerator;
            filters.Add(string.Create(CultureInfo.InvariantCulture, $"fps={rate.Numerator}/{rate.Denominator}:start_time={start:0.#######}"));
        }

        if (output.Resume is { } resume)
        {
            // Half a tick below, for the time is told as a binary fraction.
            filters.Add(string.Create(CultureInfo.InvariantCulture, $"select='eq(n,0)+gte(t,{(resume - 0.5m) / SessionClock.VideoTimescale:0.#########})'"));
        }

        filters.AddRange(Scaling(plan));
        filters.Add("setsar=1");
        filters.Add("format=" + EncoderArguments.PixelFormat(plan, encoder));
        if (encoder == EncoderKind.Vaapi)
        {
            filters.Add("hwupload");
        }

        return string.Join(',', filters);
    }

    private static IEnumerable<string> Scaling(VideoRenditionPlan plan)
    {
        var (width, height) = (plan.Width.ToString(CultureInfo.InvariantCulture), plan.Height.ToString(CultureInfo.InvariantCulture));
        var flags = plan.Sharpness switch
        {
            < 25 => ":flags=bilinear",
            > 75 => ":flags=lanczos",
            _ => "",
        };
        return plan.Scaling switch
        {
            PictureScaling.Stretch => [$"scale=w={width}:h={height}{flags}"],
            PictureScaling.Crop => [$"scale=w='2*ceil(max({width},{height}*dar)/2)':h='2*ceil(max({height},{width}/dar)/2)'{flags}", $"crop={width}:{height}"],
            _ => [$"scale=w='2*round(min({width},{height}*dar)/2)':h='2*round(min({height},{width}/dar)/2)'{flags}", $"pad={width}:{height}:-1:-1"],
        };
    }

    private static IEnumerable<string> Audio(AudioOutput output)
    {
        var plan = output.Rendition;
        var layout = plan.Channels switch
        {
            1 => "mono",
            6 => "5.1",
            _ => "stereo",
        };
        return
        [
            "-map", "0:a:0",
            "-af", string.Create(
                CultureInfo.InvariantCulture,
                $"aresample={plan.SampleRate}:async=1:min_hard_comp=0.05:first_pts={output.First},aformat=sample_fmts=fltp:sample_rates={plan.SampleRate}:channel_layouts={layout}"),
            "-c:a", "aac", "-b:a", plan.BitsPerSecond.ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static string[] Device(EncoderKind encoder, string? device) => encoder switch
    {
        EncoderKind.Vaapi => ["-vaapi_device", device ?? "/dev/dri/renderD128"],
        EncoderKind.Qsv => ["-init_hw_device", "qsv=hw:" + (device ?? "/dev/dri/renderD128")],
        _ => [],
    };
}
