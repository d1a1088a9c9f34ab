using System.CommandLine;
using Headwater.Hosts.Platform;

namespace Headwater.Hosts.Commands;

/// <summary>Publishes a file, or the synthetic camera, to an input's URL.</summary>
internal static class PushCommand
{
    public static Command Make()
    {
        var command = new Command("push", "publishes a file or the synthetic camera to an input URL");
        var arguments = new Argument<string[]>("FILE TARGET") { Arity = new ArgumentArity(1, 2), Description = "the file (not with --test-pattern) and the URL" };
        var pattern = new Option<bool>("--test-pattern") { Description = "the synthetic camera: moving picture, burnt-in UTC clock, tone" };
        var size = new Option<string>("--size") { Description = "of the camera", DefaultValueFactory = _ => "1280x720" };
        var rate = new Option<int>("--rate") { Description = "of the camera, frames a second", DefaultValueFactory = _ => 30 };
        var loop = new Option<bool>("--loop") { Description = "begin the file again at its end" };
        command.Add(arguments);
        command.Add(pattern);
        command.Add(size);
        command.Add(rate);
        command.Add(loop);
        var settings = new SettingOptions(command);
        command.SetAction((parsed, cancellationToken) => settings.RunAsync(parsed, async options =>
        {
            var given = parsed.GetValue(arguments)!;
            if (given.Length != (parsed.GetValue(pattern) ? 1 : 2))
            {
                throw new SettingsException("push takes FILE TARGET, or --test-pattern TARGET");
            }

            var ffmpeg = parsed.GetValue(pattern)
                ? CameraOf(parsed.GetValue(size)!, parsed.GetValue(rate)).Arguments(given[0])
                : FileArguments(given[0], given[1], parsed.GetValue(loop));
            await using var child = FfmpegChild.Start(options.Ffmpeg, ffmpeg);
            Console.WriteLine($"Publishing to {given[^1]}. Ctrl-C stops.");
            try
            {
                var (exit, errors) = await child.WaitAsync(cancellationToken);
                await Console.Error.WriteAsync(errors);
                return exit;
            }
            catch (OperationCanceledException)
            {
                return 0;
            }
        }));
        return command;
    }

    private static Camera CameraOf(string size, int rate)
    {
        var parts = size.Split('x');
        return parts.Length == 2 && int.TryParse(parts[0], out var width) && int.TryParse(parts[1], out var height)
            && width is > 0 and <= 7680 && height is > 0 and <= 4320 && width % 2 == 0 && height % 2 == 0 && rate is > 0 and <= 120
                ? new Camera(width, height, rate)
                : throw new SettingsException("--size is WIDTHxHEIGHT in even numbers, --rate is 1 to 120");
    }

    private static string[] FileArguments(string file, string target, bool loop) => File.Exists(file)
        ? [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-re", .. loop ? ["-stream_loop", "-1"] : Array.Empty<string>(), "-i", file,
            "-c", "copy", "-f", "flv", "-flvflags", "no_duration_filesize", target,
        ]
        : throw new SettingsException($"there is no file {file}");
}
