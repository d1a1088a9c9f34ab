using Headwater.Hosts.Platform;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Real programs that publish small live pictures with sound for ever.</summary>
internal static class Publishers
{
    /// <summary>The product's own synthetic camera, by ffmpeg; over RTMPS ffmpeg verifies no certificate unless told to.</summary>
    public static ChildProgram Camera(string url) =>
        ChildProgram.Start("ffmpeg", new Camera(320, 180, 30) { BitsPerSecond = 400_000 }.Arguments(url));

    /// <summary>Black pictures and silence; at every full second of the source a white flash and a beep of 200 ms begin together.</summary>
    public static ChildProgram FlashAndBeep(string url) => ChildProgram.Start("ffmpeg",
    [
        "-hide_banner", "-nostdin", "-loglevel", "error",
        "-re", "-f", "lavfi", "-i", "color=black:size=320x180:rate=30,drawbox=c=white:t=fill:enable='lt(mod(t,1),0.2)'",
        "-re", "-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=48000,volume='if(lt(mod(t,1),0.2),1,0)':eval=frame",
        "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "30", "-keyint_min", "30", "-sc_threshold", "0", "-b:v", "300000",
        "-c:a", "aac", "-b:a", "96000", "-ac", "2", "-flush_packets", "1", "-f", "flv", "-flvflags", "no_duration_filesize", url,
    ]);

    /// <summary>GStreamer with x264, libav's AAC and rtmp2sink.</summary>
    public static ChildProgram GStreamer(string url) => ChildProgram.Start("gst-launch-1.0",
    [
        "-q", "videotestsrc", "is-live=true", "pattern=ball", "!", "video/x-raw,width=320,height=180,framerate=30/1", "!",
        "x264enc", "tune=zerolatency", "speed-preset=ultrafast", "key-int-max=30", "bitrate=400", "!", "h264parse", "!", "mux.",
        "audiotestsrc", "is-live=true", "!", "audio/x-raw,rate=48000,channels=2", "!", "avenc_aac", "!", "aacparse", "!", "mux.",
        "flvmux", "name=mux", "streamable=true", "!", "rtmp2sink", $"location={url}",
    ]);
}
