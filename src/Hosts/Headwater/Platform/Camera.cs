using System.Globalization;

namespace Headwater.Hosts.Platform;

/// <summary>The synthetic camera: a moving picture with UTC burnt in, for people and for machines, and a tone. eng/camera-filter.md states the clock's code.</summary>
/// <param name="Width">Even.</param>
/// <param name="Height">Even.</param>
/// <param name="FramesPerSecond">Whole frames a second.</param>
public sealed record Camera(int Width, int Height, int FramesPerSecond)
{
    /// <summary>Distance of the camera's IDR pictures in frames; null: one second.</summary>
    public int? GopFrames { get; init; }

    /// <summary>Rate of the pictures in bits per second.</summary>
    public int BitsPerSecond { get; init; } = 4_000_000;

    /// <summary>The arguments of ffmpeg that publish the camera to <paramref name="url"/> for ever.</summary>
    public IReadOnlyList<string> Arguments(string url)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"size={Width}x{Height}:rate={FramesPerSecond}");
        var gop = GopFrames ?? FramesPerSecond;
        return
        [
            "-hide_banner", "-nostdin", "-loglevel", "error",
            "-re", "-f", "lavfi", "-i", $"testsrc2={size}",
            "-re", "-f", "lavfi", "-i", "sine=frequency=440:beep_factor=4:sample_rate=48000",
            "-filter_threads", "1", "-vf", Filter(), "-pix_fmt", "yuv420p",
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", Number(gop), "-keyint_min", Number(gop), "-sc_threshold", "0",
            "-b:v", Number(BitsPerSecond), "-maxrate", Number(BitsPerSecond), "-bufsize", Number(BitsPerSecond / 2),
            "-c:a", "aac", "-b:a", "128000", "-ac", "2", "-flush_packets", "1",
            "-f", "flv", "-flvflags", "no_duration_filesize", url,
        ];
    }

    /// <summary>The filter that burns in both clocks.</summary>
    public string Filter()
    {
        var strip = 2 * (int)Math.Round(Height / 18.0, MidpointRounding.AwayFromZero);
        var text = (int)Math.Round(Height / 6.0, MidpointRounding.AwayFromZero);
        var font = (int)Math.Round(Height / 18.0, MidpointRounding.AwayFromZero);
        var border = (int)Math.Round(Height / 60.0, MidpointRounding.AwayFromZero);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""settb=1/1000000,setpts=RTCTIME,split[picture][strip];[strip]crop=32:2:0:0,geq=lum='st(0,32*Y+X);st(1,floor(T*1000+0.5));16+219*if(lt(ld(0),2),eq(ld(0),0),if(lt(ld(0),44),mod(floor(ld(1)/pow(2,43-ld(0))),2),if(lt(ld(0),60),mod(floor(mod(ld(1)*1009,65521)/pow(2,59-ld(0))),2),eq(ld(0),60)+eq(ld(0),63))))':cb=128:cr=128,scale={{Width}}:{{strip}}:flags=neighbor[code];[picture][code]overlay=0:0:format=yuv420,drawtext=font='DejaVu Sans Mono':text='%{pts\:gmtime\:0\:%Y-%m-%d %H\\\:%M\\\:%S}.%{eif\:mod(floor(t*1000+0.5)\,1000)\:d\:3} UTC':x=(w-tw)/2:y=h-{{text}}:fontsize={{font}}:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw={{border}},settb=1/{{FramesPerSecond}},setpts=N""");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
