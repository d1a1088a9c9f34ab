namespace Headwater.Transcoder.Ffmpeg;

/// <summary>How ffmpeg is found and run.</summary>
public sealed record FfmpegOptions
{
    /// <summary>The program: a path, or a name that is looked for on <c>PATH</c>. Default <c>ffmpeg</c>.</summary>
    public string Executable { get; init; } = "ffmpeg";

    /// <summary>Where the private directories with the sockets are made; at most 60 characters, as socket addresses are short. Default: the system's temporary directory.</summary>
    public string SocketDirectory { get; init; } = Path.GetTempPath();

    /// <summary>Processor cores that encoders may count on when they choose a preset. Default: all of the machine.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Longest coded frame accepted from an encoder, in bytes. Default 16 MiB.</summary>
    public int MaximumFrameBytes { get; init; } = 16 << 20;

    /// <summary>Outputs that wait for the reader before the encoder has to, 1 or more. Default 64.</summary>
    public int OutputQueueCapacity { get; init; } = 64;
}
